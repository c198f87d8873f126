import type { MeetingFact } from '../../incident/meeting/types.ts';
import type { FactViews } from '../facts.ts';

export const meetingFacts: FactViews<MeetingFact> = {};
