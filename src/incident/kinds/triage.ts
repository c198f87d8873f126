import type { Status } from '../../policy/language/course.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { minutesAfter } from '../instants.ts';
import type { Answer, KindsState, Verdict } from './types.ts';

/** Is it an incident? What the answers to the policy's criteria say. */

/** Confirmed by enough yes; declined only when all are answered and there are not enough. */
export function verdict(policy: Policy, criteria: Record<string, { yes: boolean }>): Verdict {
  const { criteria: asked, incident_if: rule } = policy.triage;
  if (asked.length === 0) return 'open';
  const answers = asked.map(({ key }) =>
    Object.hasOwn(criteria, key) ? criteria[key] : undefined,
  );
  const yes = answers.filter((answer) => answer?.yes).length;
  const all = asked.length;
  const enough = rule === 'any' ? 1 : rule === 'all' ? all : Math.min(rule.at_least, all);
  if (yes >= enough) return 'confirmed';
  return answers.every((answer) => answer !== undefined) ? 'declined' : 'open';
}

/** Whether the card asks the criteria now. */
export function isInTriage(incident: Draft, policy: Policy): boolean {
  const { ask, criteria } = policy.triage;
  return ask === 'room' && criteria.length > 0 && isUndecided(incident);
}

/** Whether nobody has said yet that it is an incident. */
export function isUndecided({ phase, state }: Draft): boolean {
  return phase === 'triage' && !Object.hasOwn(state.milestones, 'confirmed');
}

/** By when it should be decided; null where nothing says so, or it does not count yet. */
export function decideBy(incident: Draft, { triage }: Policy): Date | null {
  const within = triage.within_minutes;
  const from = milestoneAt(incident, triage.of);
  return within && from ? minutesAfter(from, within) : null;
}

/** The answers there are, in the policy's order. */
export function answersOf({ criteria }: Pick<KindsState, 'criteria'>, policy: Policy): Answer[] {
  return policy.triage.criteria.flatMap(({ key: criterion }) => {
    const answer = Object.hasOwn(criteria, criterion) ? criteria[criterion] : undefined;
    return answer ? [{ criterion, yes: answer.yes, by: answer.by }] : [];
  });
}

/** The status in which an incident is worked on. Throws where the policy has none, which is a bug. */
export function firstActive(policy: Policy): Status {
  const status = policy.statuses.find(({ phase }) => phase === 'active') ?? policy.statuses[0];
  if (!status) throw new Error('the policy has no status');
  return status;
}

/** It is an incident: worked on from now, and confirmed at this instant unless it was before. */
export function confirmed<D extends Draft>(
  incident: D,
  policy: Policy,
  { by, now }: { by: string; now: Date },
): D {
  const status = firstActive(policy);
  const milestones = withConfirmed(incident, by, now);
  const moved = incident.phase === 'triage' ? { status: status.key, phase: status.phase } : {};
  return { ...incident, ...moved, state: { ...incident.state, milestones } };
}

/** The milestones with this one in it, unless it was reached before. */
export function withConfirmed({ state }: Draft, by: string, now: Date) {
  if (Object.hasOwn(state.milestones, 'confirmed')) return state.milestones;
  return { ...state.milestones, confirmed: { at: now, by, people: [], text: '' } };
}
