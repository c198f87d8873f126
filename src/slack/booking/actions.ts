import type { bookingActionWords } from '../../views/booking/action-words.ts';
import { type ActionHandler, commands, opens } from '../actions.ts';

export const bookingActions: Record<(typeof bookingActionWords)[number], ActionHandler> = {
  propose_slots: opens('propose_slots'),
  vote_slot: commands(({ userId: by, value: { arg } }) =>
    arg ? { type: 'vote_slot', by, slot: Number(arg) } : null,
  ),
  // Beside a proposed time it books that one; anywhere else it asks for one.
  book_meeting: (pressed) => {
    const { arg } = pressed.value;
    if (!arg) return opens('book_meeting')(pressed);
    const nothingElse = { at: null, minutes: null, where: null };
    return commands(({ userId: by }) => {
      return { type: 'book_meeting', by, slot: Number(arg), ...nothingElse };
    })(pressed);
  },
  cancel_meeting: opens('cancel_meeting'),
};
