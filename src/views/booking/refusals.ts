import type { BookingRefusal } from '../../incident/booking/types.ts';
import type { RefusalViews } from '../refusal.ts';

export const bookingRefusals: RefusalViews<BookingRefusal> = {};
