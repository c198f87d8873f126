import type { Policy } from '../policy/schema.ts';
import { sayPlain } from './say.ts';

/** `less than a minute`, `45 min`, `2 h 5 min`, `3 d 4 h`: how long, in minutes, in the two largest units. */
export function duration(policy: Policy, minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole === 0) return sayPlain(policy, 'duration.less');
  if (whole < 60) return sayPlain(policy, 'duration.minutes', { count: whole });
  const hours = Math.floor(whole / 60);
  if (hours < 24) {
    const rest = whole % 60;
    if (rest === 0) return sayPlain(policy, 'duration.hours', { count: hours });
    return sayPlain(policy, 'duration.hours_minutes', { hours, minutes: rest });
  }
  const days = Math.floor(hours / 24);
  if (hours % 24 === 0) return sayPlain(policy, 'duration.days', { count: days });
  return sayPlain(policy, 'duration.days_hours', { days, hours: hours % 24 });
}

/** The same, between two instants. */
export function between(policy: Policy, from: Date, to: Date): string {
  return duration(policy, (to.getTime() - from.getTime()) / 60_000);
}
