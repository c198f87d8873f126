import { shiftAt } from '../calendar/shifts.ts';
import type { Policy } from '../policy/schema.ts';
import type { OrganisationState, Turn } from './types.ts';

/** Who is on call at an instant by each schedule of the policy, overrides counted. */
export function turnsAt(state: OrganisationState, policy: Policy, at: Date): Turn[] {
  return policy.on_call.map((schedule) => {
    const override =
      state.overrides.findLast(
        (each) => each.schedule === schedule.key && each.fromAt <= at && each.untilAt > at,
      ) ?? null;
    const shift = shiftAt(schedule, at, policy.calendar.zone);
    return override
      ? {
          schedule: schedule.key,
          people: [override.userId],
          fromAt: override.fromAt,
          untilAt: override.untilAt,
          override,
        }
      : { schedule: schedule.key, ...shift, override };
  });
}
