import type { Consequence, Draft } from '../consequences.ts';
import { type Clock, clocksOf, recordOf, runningClocks, withRecord } from './clocks.ts';
import { sortOf } from './source.ts';
import { withBreach } from './timer-rules.ts';
import type { ClocksAlso } from './types.ts';

/** Sorts whose end nothing else in an incident keeps for ever. */
const keptEnds: readonly string[] = ['role', 'own'];

/**
 * What a decision did to clocks: an end that comes after it was due, or a due instant that moves when
 * it was over, is a breach that nobody has recorded yet; ends are kept where they would be forgotten.
 */
export const clocksConsequences: Consequence = ({ before, after, policy, now }) => {
  const clocks = clocksOf(after, policy);
  if (!before) return withEnds(null, after, clocks, now);
  let incident = after;
  const also: ClocksAlso[] = [];
  const ran = runningClocks(before, policy);
  for (const clock of ran) {
    const next = clocks.find(({ key }) => key === clock.key);
    if (!isOverNow(clock, next, now) || !isUnrecorded(clock, incident)) continue;
    const { key, targetAt: dueAt } = clock;
    incident = withRecord(incident, key, withBreach(recordOf(incident, key), { dueAt, at: now }));
    also.push({ type: 'clock_late', clock: key, dueAt });
  }
  const ended = withEnds(ran, incident, clocks, now)?.after ?? incident;
  return ended === after ? null : { after: ended, also, effects: [] };
};

/** Whether a clock was due, and does not run on as it did; what was said to have ended in time was kept. */
function isOverNow(clock: Clock, next: Clock | undefined, now: Date): boolean {
  const { dueAt, isMissed } = clock;
  if (!dueAt || isMissed || dueAt > now) return false;
  if (next?.endedAt) return next.endedAt > dueAt;
  return next?.dueAt?.getTime() !== dueAt.getTime();
}

/** The clock may just have found it itself. */
function isUnrecorded({ key, targetAt }: Clock, incident: Draft): boolean {
  return !recordOf(incident, key).breaches.some(({ at }) => targetAt <= at);
}

/**
 * Keeps the ends of these clocks that came by this decision, and nothing more of action items that is
 * done. `ran` are those that ran before it; null for a declaration.
 */
function withEnds<D extends Draft>(
  ran: readonly Clock[] | null,
  after: D,
  clocks: readonly Clock[],
  now: Date,
): (ReturnType<Consequence> & { after: D }) | null {
  let incident = after;
  for (const { key, endedAt } of clocks) {
    const isKept = recordOf(incident, key).endedAt !== undefined;
    const isNew = ran === null || ran.some((clock) => clock.key === key);
    if (!endedAt || isKept || !isNew || !keptEnds.includes(sortOf(key).sort)) continue;
    const { pause: _pause, warnedFor: _warned, ...rest } = recordOf(incident, key);
    incident = withRecord(incident, key, { ...rest, endedAt: endedAt > now ? now : endedAt });
  }
  const done = incident.state.actionItems.flatMap(({ id, ended }) =>
    ended && Object.hasOwn(incident.state.clocks, `action_item.${id}`) ? [`action_item.${id}`] : [],
  );
  if (done.length > 0) {
    const left = Object.entries(incident.state.clocks).filter(([key]) => !done.includes(key));
    incident = { ...incident, state: { ...incident.state, clocks: Object.fromEntries(left) } };
  }
  return incident === after ? null : { after: incident, also: [], effects: [] };
}
