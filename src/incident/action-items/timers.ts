import type { Policy } from '../../policy/schema.ts';
import type { TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import type { ActionItemsTimerKind } from './types.ts';

export function actionItemsTimers(_incident: Incident, _policy: Policy): Timer[] {
  return [];
}

export const actionItemsTimerRules: Record<ActionItemsTimerKind, TimerRule> = {};
