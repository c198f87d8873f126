import type { Rules } from '../decision.ts';
import { bookMeeting, cancelMeeting, meetingTold } from './book.ts';
import { proposeSlots, slotsFound, voteSlot } from './propose.ts';
import type { BookingCommand, BookingReport } from './types.ts';

export const bookingRules: Rules<BookingCommand | BookingReport> = {
  propose_slots: proposeSlots,
  slots_found: slotsFound,
  vote_slot: voteSlot,
  book_meeting: bookMeeting,
  cancel_meeting: cancelMeeting,
  meeting_told: meetingTold,
};
