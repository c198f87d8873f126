import type {
  BookingAlso,
  BookingEntries,
  BookingTimerKind,
} from '../../incident/booking/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { between, duration } from '../duration.ts';
import { onDay, prose } from '../mrkdwn.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';
import { somePeople } from './words.ts';

export const bookingEntries: EntrySentences<BookingEntries> = {
  propose_slots: ({ fromAt, minutes }, policy, who) => {
    const about = { who, length: duration(policy, minutes) };
    if (!fromAt) return say(policy, 'entry.propose_slots', about);
    return say(policy, 'entry.propose_slots_from', { ...about, from: onDay(new Date(fromAt)) });
  },
  book_meeting: ({ fromAt, toAt, wasAt, where }, policy, who) => {
    const [from, to] = [new Date(fromAt), new Date(toAt)];
    const about = {
      ...{ who, from: onDay(from), length: between(policy, from, to) },
      where: whereIn(policy, where),
    };
    if (!wasAt) return say(policy, 'entry.book_meeting', about);
    return say(policy, 'entry.move_meeting', { ...about, was: onDay(new Date(wasAt)) });
  },
  cancel_meeting: ({ fromAt, reason }, policy, who) =>
    say(policy, 'entry.cancel_meeting', {
      ...{ who, from: onDay(new Date(fromAt)), reason: prose(reason) },
    }),
  meeting_told: ({ userIds }, policy) =>
    say(policy, 'entry.meeting_told', { who: somePeople(policy, userIds) }),
};

function whereIn(policy: Policy, where: string) {
  return where === '' ? '' : say(policy, 'entry.meeting_where', { where: prose(where) });
}

export const bookingAlso: AlsoSentences<BookingAlso> = {
  times_looked_for: (_also, policy) => say(policy, 'also.times_looked_for'),
};

/** What the clock did. */
export const bookingFired: FiredSentences<BookingTimerKind> = {
  meeting_soon: (_fired, policy) => say(policy, 'entry.meeting_soon'),
  meeting_unbooked: ({ about }, policy) =>
    say(policy, about === 'up' ? 'entry.meeting_unbooked_up' : 'entry.meeting_unbooked'),
};
