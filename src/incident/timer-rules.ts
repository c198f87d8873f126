import { actionItemsTimerRules } from './action-items/timers.ts';
import { bookingTimerRules } from './booking/timers.ts';
import { clocksTimerRules } from './clocks/timer-rules.ts';
import { drillsTimerRules } from './drills/timers.ts';
import { escalationTimerRules } from './escalation/timers.ts';
import { meetingTimerRules } from './meeting/timers.ts';
import { postmortemTimerRules } from './postmortem/timers.ts';
import { presenceTimerRules } from './presence/timers.ts';
import { roomTimerRules } from './room-timers.ts';
import { tasksTimerRules } from './tasks/timers.ts';
import { tellingTimerRules } from './telling/timers.ts';
import type { TimerRule } from './timer-rule.ts';
import type { TimerKind } from './types.ts';

/**
 * The table of contents of all that happens by itself: every kind of timer, the phases it lives in,
 * and what it means. What was told earlier in this list is told first where much is due at once.
 */
export const timerRules: Readonly<Record<TimerKind, TimerRule>> = {
  ...escalationTimerRules,
  ...clocksTimerRules,
  ...roomTimerRules,
  ...presenceTimerRules,
  ...drillsTimerRules,
  ...postmortemTimerRules,
  ...bookingTimerRules,
  ...meetingTimerRules,
  ...actionItemsTimerRules,
  ...tellingTimerRules,
  ...tasksTimerRules,
};

export const timerKinds = Object.keys(timerRules) as TimerKind[];
