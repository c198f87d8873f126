import type {
  MeetingAlso,
  MeetingEntries,
  MeetingTimerKind,
} from '../../incident/meeting/types.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';

export const meetingEntries: EntrySentences<MeetingEntries> = {};

export const meetingAlso: AlsoSentences<MeetingAlso> = {};

/** What the clock did. */
export const meetingFired: FiredSentences<MeetingTimerKind> = {};
