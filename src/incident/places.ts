import type { Policy } from '../policy/schema.ts';
import type { Incident, UserId } from './types.ts';

/** What is read beside an incident: where its things are in Slack, and the lines of its timeline. */

/** Where an incident's things are in Slack. */
export interface Places {
  roomId: string | null;
  /** Set when the workspace allowed no channel and the incident lives in a thread. */
  roomThreadTs: string | null;
  cardTs: string | null;
  newsChannelId: string | null;
  newsTs: string | null;
}

export interface IncidentView {
  incident: Incident;
  places: Places;
  /** In a list, the one it was declared under, which may be older than the one now in force. */
  policy?: Policy;
}

/** One line of the timeline as it is read back; `data` is JSON, so instants are ISO strings. */
export interface TimelineRow {
  seq: number;
  at: Date;
  type: string;
  actor: { kind: string; userId?: UserId };
  data: Record<string, unknown>;
  /** Its text was taken out for good. */
  isErased?: boolean;
}
