import type { Drill } from '../../policy/language/on-call.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { isBlank } from '../text.ts';
import type { Declare, UserId } from '../types.ts';
import type { DrillState } from './types.ts';

/** Exercises of the policy. */

/** Those that are held as an incident; a review is none. */
export function drillsToHold(policy: Policy): Drill[] {
  return policy.drills.filter(({ type }) => type !== 'review');
}

/** The plan that an exercise follows; null where it follows none. */
export function planOf({ state }: Pick<Draft, 'state'>, policy: Policy): Drill | null {
  const key = state.drill?.key ?? null;
  return policy.drills.find((each) => each.key === key) ?? null;
}

/** What was declared, with what its plan says where nobody said anything. */
export function asPlanned(input: Declare, policy: Policy): Declare {
  const plan = planned(input, policy);
  if (!plan) return input;
  const { title = plan.name, summary = '', severity, kind } = plan.simulates ?? {};
  return {
    ...input,
    isDrill: true,
    title: isBlank(input.title) ? title : input.title,
    summary: isBlank(input.summary) ? summary : input.summary,
    severity: input.severity ?? severity ?? null,
    kind: input.kind ?? kind ?? null,
  };
}

function planned({ drill: key, isDrill }: Declare, policy: Policy): Drill | null {
  if (!isDrill || key === undefined) return null;
  return drillsToHold(policy).find((each) => each.key === key) ?? null;
}

/** An exercise as it begins; null where it is none. */
export function newDrill(input: Declare, policy: Policy): DrillState | null {
  if (!input.isDrill) return null;
  const plan = planned(input, policy);
  return { ...nothingYet(input.by), key: plan?.key ?? null, pace: plan?.pace ?? 1 };
}

function nothingYet(by: UserId) {
  return { people: [by], commanderAt: null, updateAt: null, gatesPast: 0, scoredAt: null };
}
