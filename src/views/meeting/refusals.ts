import type { MeetingRefusal } from '../../incident/meeting/types.ts';
import type { RefusalViews } from '../refusal.ts';

export const meetingRefusals: RefusalViews<MeetingRefusal> = {};
