import type { BookingFact } from '../../incident/booking/types.ts';
import type { FactViews } from '../facts.ts';

export const bookingFacts: FactViews<BookingFact> = {};
