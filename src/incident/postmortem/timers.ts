import type { Policy } from '../../policy/schema.ts';
import type { TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import type { PostmortemTimerKind } from './types.ts';

export function postmortemTimers(_incident: Incident, _policy: Policy): Timer[] {
  return [];
}

export const postmortemTimerRules: Record<PostmortemTimerKind, TimerRule> = {};
