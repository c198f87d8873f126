import type { MeetingCommand } from '../../incident/meeting/types.ts';
import type { DoneViews } from '../done.ts';

export const meetingDone: DoneViews<MeetingCommand> = {};
