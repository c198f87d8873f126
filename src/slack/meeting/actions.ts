import type { meetingActionWords } from '../../views/meeting/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const meetingActions: Record<(typeof meetingActionWords)[number], ActionHandler> = {};
