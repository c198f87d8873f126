import type { Rules } from '../decision.ts';
import type { MeetingCommand } from './types.ts';

export const meetingRules: Rules<MeetingCommand> = {};
