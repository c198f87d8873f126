import type { OnCall } from '../policy/language/on-call.ts';

/** Who is on call by a schedule of the policy. Pure: local time and IANA zone in, instants out. */

/** Who has the turn, as references of the policy; from when and until when it stays so. */
export interface Shift {
  /** User ids, handles, addresses or `team:` and other references, as the policy has them. */
  people: string[];
  /** Null: ever since. */
  fromAt: Date | null;
  /** Null: for good. */
  untilAt: Date | null;
}

/** Who is on call at an instant, without overrides. `zone` is the calendar's, where the schedule has none. */
export function shiftAt(schedule: OnCall, _at: Date, _zone: string): Shift {
  return { people: schedule.people, fromAt: null, untilAt: null };
}
