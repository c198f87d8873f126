import type { bookingActionWords } from '../../views/booking/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const bookingActions: Record<(typeof bookingActionWords)[number], ActionHandler> = {};
