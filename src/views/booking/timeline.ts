import type {
  BookingAlso,
  BookingEntries,
  BookingTimerKind,
} from '../../incident/booking/types.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';

export const bookingEntries: EntrySentences<BookingEntries> = {};

export const bookingAlso: AlsoSentences<BookingAlso> = {};

/** What the clock did. */
export const bookingFired: FiredSentences<BookingTimerKind> = {};
