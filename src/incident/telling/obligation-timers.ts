import type { Policy } from '../../policy/schema.ts';
import { milestoneAt } from '../course/milestones.ts';
import { tell, tellRoom, withState } from '../decision.ts';
import { beginLadder } from '../escalation/begin.ts';
import { minutesAfter } from '../instants.ts';
import { commanderOf, isEnded } from '../lookup.ts';
import { actingHolders } from '../people.ts';
import { type Happened, outliving, type TimerRule } from '../timer-rule.ts';
import type { Effect, Incident, Timer, UserId } from '../types.ts';
import { type Owed, openOwed } from './obligations.ts';
import type { ObligationState, ObligationTimerKind, OwedNow } from './types.ts';

/**
 * When what is owed is spoken of: ahead at shares of its time, once when it is late, and from then on
 * calmly: after the nag of the policy, and once a day for a week. Evidence or an excuse ends it, and
 * nothing else: neither that it was resolved nor that it was closed.
 */

const day = 24 * 60;

/** How many days in a row what is late is said again, after the first nag. */
const nagDays = 7;

interface Moment extends Timer {
  kind: ObligationTimerKind;
  owed: Owed;
  state: ObligationState;
}

export function obligationTimers(incident: Incident, policy: Policy): Timer[] {
  return perObligation(incident, policy)
    .flatMap((all) => comingOf(all, incident.state.fired))
    .map(({ key, kind, dueAt }) => ({ key, kind, dueAt }));
}

/** All moments of what is open, whether they came or not. */
function perObligation(incident: Incident, policy: Policy): Moment[][] {
  return openOwed(incident, policy).map(({ owed, state }) => [
    ...ahead(incident, policy, owed, state),
    ...late(policy, owed, state),
  ]);
}

/** Those behind the last that came: what came before it is not kept. */
function comingOf(all: Moment[], fired: Incident['state']['fired']): Moment[] {
  return all.slice(all.findLastIndex(({ key }) => Object.hasOwn(fired, key)) + 1);
}

/** What fired, with one key for each that is open: a state has no room for a dozen. */
export function firedOnce(
  fired: Incident['state']['fired'],
  incident: Incident,
  policy: Policy,
): Incident['state']['fired'] {
  const last = perObligation(incident, policy).flatMap(
    (all) => all.findLast(({ key }) => Object.hasOwn(fired, key))?.key ?? [],
  );
  const kept = Object.entries(fired).filter(
    ([key]) => !key.startsWith('obligation_') || last.includes(key),
  );
  return Object.fromEntries(kept);
}

/** Warnings, at shares of the time from its milestone to the instant it is due. */
function ahead(incident: Incident, policy: Policy, owed: Owed, state: ObligationState): Moment[] {
  const { dueAt } = state;
  if (!dueAt) return [];
  const from = milestoneAt(incident, owed.obligation.of) ?? incident.declaredAt;
  const minutes = (dueAt.getTime() - from.getTime()) / 60_000;
  if (minutes < policy.clock.quiet_below_minutes) return [];
  const shares = [...policy.clock.obligations_warn_at].sort((a, b) => a - b);
  return shares.map((share) => ({
    key: `obligation_ahead:${owed.key}:${dueAt.toISOString()}:${share}`,
    kind: 'obligation_ahead',
    dueAt: minutesAfter(from, minutes * share),
    owed,
    state,
  }));
}

/** What is due at once has no instant at which it becomes late, and is only asked about. */
function late(policy: Policy, owed: Owed, state: ObligationState): Moment[] {
  const from = state.dueAt ?? state.openedAt;
  const named = `${owed.key}:${from.toISOString()}`;
  const nag = policy.clock.nag_every_minutes;
  const days = Array.from({ length: nagDays }, (_, index) => (index + 1) * day);
  const nags = [nag, ...days.filter((minutes) => minutes > nag)];
  return [
    ...(state.dueAt
      ? [{ key: `obligation_late:${named}`, kind: 'obligation_late' as const, dueAt: from }]
      : []),
    ...nags.map((minutes, index) => ({
      key: `obligation_nag:${named}:${index}`,
      kind: 'obligation_nag' as const,
      dueAt: minutesAfter(from, minutes),
    })),
  ].map((timer) => ({ ...timer, owed, state }));
}

/** All that is due is one message, however much it is and however late. */
const rule: TimerRule = {
  phases: outliving,
  family: 'obligation',
  late: 'last',
  happen({ incident, policy, now }, _timer, due): Happened {
    const keys = new Set(due.map(({ key }) => key));
    const happening = perObligation(incident, policy)
      .flat()
      .filter(({ key }) => keys.has(key));
    const missed = happening.filter(({ kind }) => kind === 'obligation_late');
    const open = openOwed(incident, policy).filter(({ owed }) =>
      happening.some((each) => each.owed.key === owed.key),
    );
    let after = withState(incident, {
      fired: firedOnce(incident.state.fired, incident, policy),
    });
    const climbed: Effect[] = [];
    for (const path of new Set(missed.flatMap(({ owed }) => owed.obligation.escalates ?? []))) {
      const begun = beginLadder({ incident: after, policy, now }, path);
      after = begun.after;
      climbed.push(...begun.effects);
    }
    const obligations = open.map(({ owed, state }) => owedNow(owed, state, now));
    const isMissed = ({ owed }: { owed: Owed }) =>
      missed.some((each) => each.owed.key === owed.key);
    const directly = isEnded(incident.phase) ? open : open.filter(isMissed);
    return {
      after,
      effects: [
        tellRoom({ type: 'obligations_due', obligations }),
        ...toOwners(incident, policy, directly, now),
        ...climbed,
      ],
      about: open.map(({ owed }) => owed.key).join(','),
    };
  },
};

export const obligationTimerRules: Record<ObligationTimerKind, TimerRule> = {
  obligation_ahead: rule,
  obligation_late: rule,
  obligation_nag: rule,
};

function owedNow({ key }: Owed, { dueAt }: ObligationState, now: Date): OwedNow {
  return { key, dueAt, late: dueAt !== null && dueAt <= now };
}

/** Each who sees to some of them is told of those, once; after the end nobody may read the room. */
function toOwners(
  incident: Incident,
  policy: Policy,
  open: { owed: Owed; state: ObligationState }[],
  now: Date,
): Effect[] {
  const mine = new Map<UserId, OwedNow[]>();
  for (const { owed, state } of open) {
    for (const userId of ownersOf(incident, policy, owed)) {
      mine.set(userId, [...(mine.get(userId) ?? []), owedNow(owed, state, now)]);
    }
  }
  return [...mine].map(([userId, obligations]) =>
    tell(userId, { type: 'obligations_due', obligations, direct: true }),
  );
}

/** Who sees to it: its role, or while nobody has that the commander, or who declared it. */
export function ownersOf(incident: Incident, policy: Policy, { obligation }: Owed): UserId[] {
  const { owner } = obligation;
  const holders = owner ? actingHolders(incident, owner, policy) : [];
  if (holders.length > 0) return holders;
  return [commanderOf(incident, policy) ?? incident.declaredBy];
}
