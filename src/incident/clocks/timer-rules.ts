import { type Scene, sync, tellRoom } from '../decision.ts';
import { beginLadder } from '../escalation/begin.ts';
import { inviteesOf } from '../telling/audiences.ts';
import { type Happened, outliving, type TimerRule, unclosed } from '../timer-rule.ts';
import type { Effect, Incident, Timer } from '../types.ts';
import { type Clock, recordOf, runningClocks, withRecord } from './clocks.ts';
import { nagsBy } from './timers.ts';
import type { ClockDue, ClockRecord, ClocksFact, ClocksTimerKind } from './types.ts';

/**
 * What clocks do when their time comes. Whichever of those that are due is handled first speaks for
 * all of them, so that the room hears one message; the others find nothing left to say.
 */
export const clocksTimerRules: Record<ClocksTimerKind, TimerRule> = {
  clock_at_risk: rule('clock_at_risk', atRisk),
  clock_missed: rule('clock_missed', missed),
  clock_nag: rule('clock_nag', stillLate),
};

/** Each clock names the phases it runs in; any of them may be the last. */
function rule(kind: ClocksTimerKind, happen: (scene: Scene) => Happened): TimerRule {
  return { phases: outliving, family: kind, late: 'each', happen, drop };
}

/** What is given up is kept as if it had been said: a breach happened, whether anybody heard of it or not. */
function drop({ incident, policy, now }: Scene, { key, kind }: Timer): Incident {
  const clock = live(incident, policy).find((each) => each.key === key.split(':')[1]);
  if (!clock) return incident;
  const record = recordOf(incident, clock.key);
  const dropped: Record<ClocksTimerKind, () => ClockRecord> = {
    clock_at_risk: () => warned(record, clock),
    clock_missed: () => withBreach(record, { dueAt: clock.targetAt, at: now }),
    clock_nag: () => ({ ...record, nagged: (record.nagged ?? 0) + 1 }),
  };
  return withRecord(incident, clock.key, dropped[kind as ClocksTimerKind]());
}

/** Most breaches that are kept of one clock: the first, and the last few. */
const mostBreaches = 8;

/** Warns of those that are not late yet; of the others it is too late to warn. */
function atRisk({ incident, policy, now }: Scene): Happened {
  const risky = live(incident, policy).filter((clock) => isToBeWarned(incident, clock, now));
  const after = recorded(incident, risky, warned);
  const told = risky.filter(({ targetAt }) => targetAt > now);
  const effects = tellings({ incident: after, policy, now }, told, (clocks) => ({
    type: 'clocks_at_risk',
    clocks,
  }));
  return { after, effects, isTold: told.length > 0, about: aboutOf(told) };
}

function isToBeWarned(incident: Incident, clock: Clock, now: Date): boolean {
  const { key, warnAt, targetAt, isMissed } = clock;
  if (isMissed || !warnAt || warnAt > now) return false;
  return recordOf(incident, key).warnedFor?.getTime() !== targetAt.getTime();
}

function warned(record: ClockRecord, { targetAt }: Clock): ClockRecord {
  return { ...record, warnedFor: targetAt };
}

/** Keeps that they were missed, says how late that is found, and climbs where the policy says so. */
function missed({ incident, policy, now }: Scene): Happened {
  const late = live(incident, policy).filter(({ dueAt, isMissed }) => {
    return !isMissed && dueAt !== null && dueAt <= now;
  });
  let after = recorded(incident, late, (record, { targetAt }) =>
    withBreach(record, { dueAt: targetAt, at: now }),
  );
  // A list goes on to what is due next in it, of which it may be too late to warn.
  const next = live(after, policy).filter((clock) => isToBeWarned(after, clock, now));
  after = recorded(after, next, warned);
  const effects = tellings({ incident: after, policy, now }, late, (clocks) => ({
    type: 'clocks_missed',
    clocks,
    at: now,
  }));
  for (const path of new Set(late.flatMap(({ escalates }) => escalates ?? []))) {
    const begun = beginLadder({ incident: after, policy, now }, path);
    after = begun.after;
    effects.push(...begun.effects);
  }
  return { after, effects, isTold: late.length > 0, about: aboutOf(late) };
}

/** Asks again for what is late; after an outage once for all the times it was not asked. */
function stillLate({ incident, policy, now }: Scene): Happened {
  const counts = new Map(
    live(incident, policy)
      .filter(({ isMissed, asks }) => isMissed && asks)
      .map((clock) => [clock, nagsBy(clock, incident, policy, now)] as const)
      .filter(([{ key }, count]) => count > (recordOf(incident, key).nagged ?? 0)),
  );
  const late = [...counts.keys()];
  const after = recorded(incident, late, (record, clock) => ({
    ...record,
    nagged: counts.get(clock) ?? 0,
  }));
  const effects = tellings({ incident: after, policy, now }, late, (clocks) => ({
    type: 'clocks_still_late',
    clocks,
    at: now,
  }));
  return { after, effects, isTold: late.length > 0, about: aboutOf(late) };
}

/** Clocks that run and are not paused. */
function live(incident: Incident, policy: Scene['policy']): Clock[] {
  return runningClocks(incident, policy).filter(({ dueAt }) => dueAt !== null);
}

/** What is kept of a clock, with one breach more; the first is never lost. */
export function withBreach(record: ClockRecord, breach: ClockRecord['breaches'][number]) {
  const { warnedFor: _warned, nagged: _nagged, ...rest } = record;
  const [first, ...others] = [...record.breaches, breach];
  const breaches = first ? [first, ...others.slice(-(mostBreaches - 1))] : [];
  return { ...rest, breaches };
}

/** Keys of timers that fired stand in the records: none need stay in `fired`. */
function recorded(
  incident: Incident,
  clocks: Clock[],
  changed: (record: ClockRecord, clock: Clock) => ClockRecord,
): Incident {
  const fired = Object.entries(incident.state.fired).filter(([key]) => !key.startsWith('clock_'));
  const clean = { ...incident, state: { ...incident.state, fired: Object.fromEntries(fired) } };
  return clocks.reduce(
    (after, clock) => withRecord(after, clock.key, changed(recordOf(after, clock.key), clock)),
    clean,
  );
}

/** Keys, as the timeline keeps them. */
function aboutOf(clocks: Clock[]): string {
  return clocks.map(({ key }) => key).join(' ');
}

/** One message for the room, and one for each whom some of the clocks tell. */
function tellings(
  { incident, policy }: Scene,
  clocks: Clock[],
  factOf: (clocks: ClockDue[]) => ClocksFact,
): Effect[] {
  if (clocks.length === 0) return [];
  const dues = (those: Clock[]) => those.map(({ key, targetAt: dueAt }) => ({ key, dueAt }));
  const isOpen = (unclosed as readonly string[]).includes(incident.phase);
  const room = isOpen ? clocks.filter(({ inRoom }) => inRoom) : [];
  const fact = factOf(dues(room));
  const isAhead = fact.type === 'clocks_at_risk';
  // Ahead of time only those are told whose own work it is, as long as there is a room to warn of the rest.
  const direct = clocks.filter((clock) => {
    return clock.tells.length > 0 && !(isAhead && room.includes(clock));
  });
  const groups = new Map<string, Clock[]>();
  for (const clock of direct) {
    const id = JSON.stringify(clock.tells);
    groups.set(id, [...(groups.get(id) ?? []), clock]);
  }
  return [
    ...(room.length > 0 ? [tellRoom(fact, { phases: [...unclosed] })] : []),
    ...[...groups.values()].flatMap((those): Effect[] => {
      const who = inviteesOf(those[0]?.tells ?? [], incident, policy);
      if (who.length === 0) return [];
      const to = { place: 'people', who } as const;
      return [{ family: 'announce', type: 'announce', to, fact: factOf(dues(those)) }];
    }),
    ...sync('card'),
  ];
}
