/** Words that its buttons carry. */
export const bookingActionWords = [
  'propose_slots',
  'vote_slot',
  'book_meeting',
  'cancel_meeting',
] as const satisfies readonly string[];
