import type { BookingCommand } from '../../incident/booking/types.ts';
import type { DoneViews } from '../done.ts';
import { onDay } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { lengthText } from './words.ts';

export const bookingDone: DoneViews<BookingCommand> = {
  propose_slots: ({ policy }) => say(policy, 'done.propose_slots'),
  vote_slot: ({ policy, incident, now }, { by, slot }) => {
    const voted = incident.state.booking.slots.find(({ id }) => id === slot);
    const key = voted?.votes.includes(by) ? 'done.vote_slot' : 'done.vote_slot_back';
    return say(policy, key, { from: onDay(voted?.fromAt ?? now) });
  },
  book_meeting: ({ policy, incident, now }) => {
    const { booked } = incident.state.booking;
    return say(policy, 'done.book_meeting', {
      from: onDay(booked?.fromAt ?? now),
      length: booked ? lengthText(policy, booked) : '',
    });
  },
  cancel_meeting: ({ policy }) => say(policy, 'done.cancel_meeting'),
};
