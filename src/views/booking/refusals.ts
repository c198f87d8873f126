import type { BookingRefusal } from '../../incident/booking/types.ts';
import { onDay } from '../mrkdwn.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';

export const bookingRefusals: RefusalViews<BookingRefusal> = {
  slot_gone: (policy) => say(policy, 'refused.slot_gone'),
  meeting_in_past: (policy, { at }) => say(policy, 'refused.meeting_in_past', { at: onDay(at) }),
  meeting_same: (policy, { at }) => say(policy, 'refused.meeting_same', { at: onDay(at) }),
  meeting_length: (policy, { min, max }) => say(policy, 'refused.meeting_length', { min, max }),
  no_meeting_booked: (policy) => say(policy, 'refused.no_meeting_booked'),
};
