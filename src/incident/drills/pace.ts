import type { Policy } from '../../policy/schema.ts';
import type { DrillState } from './types.ts';

/**
 * The time of an exercise. Instants are real everywhere; what runs faster is the policy: an exercise
 * of pace 24 lives under one in which every duration is a 24th. Why: docs/decisions.
 */

/** What may be an exercise. */
interface Paced {
  state: { drill: Pick<DrillState, 'pace'> | null };
}

/** How many times faster than written the durations of a policy are; only of those made here. */
const paces = new WeakMap<Policy, number>();

/** What was made of a policy, by pace. */
const made = new WeakMap<Policy, Map<number, Policy>>();

/** Parts that are about the world outside the exercise, or about what stays after it. */
const untouched: ReadonlySet<string> = new Set([
  ...['room', 'evidence', 'postmortem', 'action_items', 'reports', 'reviews'],
  ...['calendar', 'directory', 'changes', 'declare', 'sources', 'messages'],
]);

/**
 * The policy that an incident lives under: its own, or in an exercise that runs faster the same with
 * every duration shrunk. Choices that people are given stay in the time of the exercise, as what they
 * type: `inReality` says what is meant. Made once for each policy and pace; for one that was made here
 * it answers the same again.
 */
export function atPace(policy: Policy, { state }: Paced): Policy {
  const pace = state.drill?.pace ?? 1;
  if (pace === 1 || paces.has(policy)) return policy;
  const known = made.get(policy) ?? new Map<number, Policy>();
  made.set(policy, known);
  const faster = known.get(pace) ?? shrunk(policy, pace);
  known.set(pace, faster);
  paces.set(faster, pace);
  return faster;
}

/** How many times faster than ours the time of this policy runs. */
export function paceOf(policy: Policy): number {
  return paces.get(policy) ?? 1;
}

/** Real minutes of what somebody said or chose in the time of the exercise. */
export function inReality(policy: Policy, minutes: number): number {
  return minutes / paceOf(policy);
}

/** Minutes of the exercise, whole ones, for so many real ones. */
export function inExercise(policy: Policy, minutes: number): number {
  const pace = paceOf(policy);
  return pace === 1 ? minutes : Math.round(minutes * pace);
}

function shrunk(policy: Policy, pace: number): Policy {
  const parts = Object.entries(policy).map(([key, value]) => [
    key,
    untouched.has(key) ? value : shrink(value, pace),
  ]);
  return Object.fromEntries(parts) as Policy;
}

const day = 24 * 60;

function shrink(value: unknown, pace: number): unknown {
  if (Array.isArray(value)) return value.map((each) => shrink(each, pace));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (key.endsWith('choices_minutes')) return [[key, inner]];
    if (typeof inner === 'number') {
      // Nobody waits for an office to open in ten minutes: its days are days like any other.
      if (key === 'within_business_days') return [['within_minutes', (inner * day) / pace]];
      if (/_(minutes|hours|days)$/.test(key)) return [[key, inner / pace]];
    }
    if (key === 'working_time') return [[key, false]];
    return [[key, shrink(inner, pace)]];
  });
  return Object.fromEntries(entries);
}
