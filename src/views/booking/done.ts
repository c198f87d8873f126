import type { BookingCommand } from '../../incident/booking/types.ts';
import type { DoneViews } from '../done.ts';

export const bookingDone: DoneViews<BookingCommand> = {};
