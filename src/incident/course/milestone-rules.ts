import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import {
  accept,
  entry,
  missing,
  type Of,
  person,
  refuse,
  type Scene,
  sync,
  tooLong,
  withState,
} from '../decision.ts';
import { excerpt, limits } from '../text.ts';
import type { Decision } from '../types.ts';
import { keptMilestone, milestoneAt, milestoneKeys } from './milestones.ts';

/** Longest text of a milestone in the state, in bytes; the timeline has all of it. */
const textBytes = 300;

/**
 * Sets a milestone, or corrects one that was reached, which needs a reason; the timeline keeps what
 * it said before. In any phase: times are found out afterwards.
 */
export function setMilestone(
  { incident, policy, now }: Scene,
  command: Of<'set_milestone'>,
): Decision {
  const { by, milestone: key, at, reason } = command;
  const allowed = milestoneKeys(policy);
  if (!allowed.includes(key)) return refuse({ code: 'unknown_milestone', given: key, allowed });
  if (!at) return refuse({ code: 'bad_time' });
  if (at > now) return refuse({ code: 'in_future', at });
  const kept = keptMilestone(incident, key);
  const was = milestoneAt(incident, key);
  const before = was && { at: was, people: kept?.people ?? [], text: kept?.text ?? '' };
  const people = command.people ?? before?.people ?? [];
  const text = command.text ?? before?.text ?? '';
  const asks = policy.milestones.some((each) => each.key === key && each.asks_text);
  const fault =
    (before ? missing('reason', reason) : null) ??
    (asks ? missing('text', text) : null) ??
    tooLong('reason', reason, limits.reason) ??
    tooLong('text', text, limits.reason);
  if (fault) return fault;
  const reached = { at, by, people, text: excerpt(text, textBytes) };
  const milestones = { ...incident.state.milestones, [key]: reached };
  const data = { milestone: key, at, people, text, reason, before };
  return accept(
    withState(incident, { milestones }),
    entry('set_milestone', person(by), data),
    sync('card'),
  );
}

/** Instants of which the first does not come after the second. */
const order: readonly (readonly [string, string])[] = [
  ['started', 'detected'],
  ['started', 'declared'],
  ['detected', 'acknowledged'],
  ['detected', 'cause_found'],
  ['started', 'cause_found'],
  ['declared', 'team_assembled'],
  ['started', 'first_aid_begun'],
  ['first_aid_begun', 'first_aid_finished'],
  ['started', 'mitigated'],
  ['mitigated', 'resolved'],
  ['declared', 'resolved'],
  ['resolved', 'closed'],
  ['call_started', 'call_ended'],
  ['resolved', 'postmortem_held'],
  ['postmortem_booked', 'postmortem_held'],
];

/** Milestones beside which this one's time is odd: it would come before what it follows from, or after what follows. */
export function oddBeside(incident: Draft, policy: Policy, key: string): string[] {
  const at = milestoneAt(incident, key);
  if (!at) return [];
  const place = (name: string) => policy.milestones.find((each) => each.key === name)?.order;
  const own = place(key);
  return milestoneKeys(policy).filter((other) => {
    const its = milestoneAt(incident, other);
    if (!its || other === key) return false;
    const theirs = place(other);
    const ranked = own !== undefined && theirs !== undefined && own !== theirs;
    const isBefore = order.some(([a, b]) => a === key && b === other) || (ranked && own < theirs);
    const isAfter = order.some(([a, b]) => a === other && b === key) || (ranked && own > theirs);
    return (isBefore && at > its) || (isAfter && at < its);
  });
}
