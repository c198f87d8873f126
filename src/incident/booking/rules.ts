import type { Rules } from '../decision.ts';
import type { BookingCommand } from './types.ts';

export const bookingRules: Rules<BookingCommand> = {};
