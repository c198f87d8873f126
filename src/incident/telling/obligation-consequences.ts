import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Consequence, Draft, Turn } from '../consequences.ts';
import { sync, tellRoom } from '../decision.ts';
import { isEnded } from '../lookup.ts';
import { listOf } from '../tasks/lists.ts';
import { tasksOf } from '../tasks/progress.ts';
import { dueAtOf, type Owed, opened, openOwed, owedBy, owedFor, stateOf } from './obligations.ts';
import { isUndecided } from './occasions.ts';
import type { ObligationState, TellingAlso } from './types.ts';

/**
 * Obligations that a decision opens, moves, or meets by telling an audience. None is ever taken back by
 * itself: what is not required any more is excused by somebody, or kept.
 */
export const obligationConsequences: Consequence = (turn) => {
  const { after, policy, now } = turn;
  const open = Object.fromEntries(
    newlyOwed(after, policy).map(({ owed, how }) => [
      owed.key,
      opened(after, policy, owed, how, now),
    ]),
  );
  const moved = movedBy(after, policy);
  const met = metByTelling(turn, { ...after.state.obligations, ...open, ...moved });
  const also: TellingAlso[] = [
    ...Object.entries(open).map(([obligation, { dueAt }]): TellingAlso => {
      return { type: 'obligation_owed', obligation, dueAt };
    }),
    ...Object.entries(moved).map(([obligation, { dueAt }]): TellingAlso => {
      return { type: 'obligation_moved', obligation, dueAt };
    }),
    ...Object.keys(met).map((obligation): TellingAlso => ({ type: 'obligation_met', obligation })),
  ];
  const saysOpen = closedWithOpen(turn);
  if (also.length === 0 && saysOpen.length === 0) return null;
  const changed = { ...open, ...moved, ...met };
  const obligations = { ...after.state.obligations, ...changed };
  return {
    after: { ...after, state: { ...after.state, obligations } },
    also,
    effects: [
      ...(also.length > 0 ? sync('card') : []),
      ...(saysOpen.length > 0
        ? [tellRoom({ type: 'obligations_open', obligations: saysOpen })]
        : []),
    ],
  };
};

interface NewlyOwed {
  owed: Owed;
  how: ObligationState['opened'];
}

/** What the policy, a runbook that was started or a step that was done opens, each once for ever. */
function newlyOwed(incident: Draft, policy: Policy): NewlyOwed[] {
  if (incident.state.isPast || isUndecided(incident, policy)) return [];
  const found = new Map<string, NewlyOwed>();
  const add = (all: Owed[], how: ObligationState['opened']) => {
    for (const owed of all) {
      if (!stateOf(incident, owed.key) && !found.has(owed.key)) found.set(owed.key, { owed, how });
    }
  };
  for (const key of openedBySteps(incident, policy)) {
    const obligation = policy.obligations.find((each) => each.key === key);
    if (obligation) add(owedFor(incident, policy, obligation), 'step');
  }
  if (!isEnded(incident.phase)) {
    for (const obligation of policy.obligations) {
      if (obligation.manual || !holds(obligation.when, incident, policy)) continue;
      add(owedFor(incident, policy, obligation), 'policy');
    }
  }
  return [...found.values()];
}

/** Keys of the obligations that runbooks open by being started, and steps by being done. */
function openedBySteps(incident: Draft, policy: Policy): string[] {
  const started = Object.keys(incident.state.lists).filter((key) => listOf(policy, key));
  const byRunbooks = policy.runbooks.filter(({ key }) => started.includes(key));
  const bySteps = tasksOf(incident, policy).filter(({ status }) => status === 'done');
  return [
    ...byRunbooks.flatMap((runbook) => runbook.opens),
    ...bySteps.flatMap(({ step }) => step.opens ?? []),
  ];
}

/** Open ones whose milestone was reached or corrected since. */
function movedBy(incident: Draft, policy: Policy): Record<string, ObligationState> {
  const all = Object.entries(incident.state.obligations).flatMap(([key, state]) => {
    const owed = state.status === 'open' ? owedBy(policy, key) : null;
    const dueAt = owed && dueAtOf(incident, policy, owed);
    if (!owed || dueAt?.getTime() === state.dueAt?.getTime()) return [];
    return [[key, { ...state, dueAt }] as const];
  });
  return Object.fromEntries(all);
}

/** Open ones whose audience was sent what is owed; its message is the evidence. */
function metByTelling(
  { after, policy, entry, now }: Turn,
  obligations: Record<string, ObligationState>,
): Record<string, ObligationState> {
  const actor = entry.actor.kind === 'person' ? entry.actor.userId : null;
  const all = Object.entries(obligations).flatMap(([key, state]) => {
    const owed = state.status === 'open' ? owedBy(policy, key) : null;
    if (!owed?.obligation.met_by || owed.client) return [];
    const { met_by: audience, template } = owed.obligation;
    const sent = after.state.messages.findLast(
      (each) =>
        each.audience === audience &&
        each.status === 'sent' &&
        (template === undefined || each.template === template),
    );
    if (!sent) return [];
    const end = { by: sent.by ?? actor, endedAt: sent.sentAt ?? now, proof: sent.proof || null };
    return [[key, { ...state, ...end, status: 'met' }] as const];
  });
  return Object.fromEntries(all);
}

/** What is still owed when it is closed. */
function closedWithOpen({ before, after, policy }: Turn): string[] {
  if (after.phase !== 'closed' || before?.phase === 'closed') return [];
  return openOwed(after, policy).map(({ owed }) => owed.key);
}
