/** How long delivery waits, in milliseconds of real time. Tests shorten them. */
export interface Patience {
  /** How long Slack may take to show a message that it took; 10 s. */
  settleMs: number;
  /** The same for what is urgent, where one more copy is better than silence; 3 s. */
  urgentSettleMs: number;
  /** First pause after a failure, doubled each time; 0.5 s. */
  backOffMs: number;
  /** Longest pause; 5 min. */
  maxBackOffMs: number;
  /** Attempts that count, before a row is given up; 12. */
  maxAttempts: number;
  /** So long a Slack that does not answer uses up no attempts of a row; 6 h. */
  outageMs: number;
  /** So long a look-up that Slack refuses is tried again, before the row is parked; 60 s. */
  lookUpMs: number;
  /** The same for what is urgent, before one more copy is sent, marked as one; 9 s. */
  urgentLookUpMs: number;
  /** How old a row is, from its first attempt on, when it is looked whether a message is there twice. */
  secondLooksMs: readonly number[];
  /** How soon a room that we were removed from is tried again, at first; 10 s. */
  roomMs: number;
  /** Peace for a message between two edits, so that a storm of changes becomes one; 1 s. */
  coolMs: number;
  /** How long changes of the document are gathered before its copy in the room follows; 20 s. */
  canvasMs: number;
  /** How long a lease lasts; 45 s. */
  leaseMs: number;
}

export const defaultPatience: Patience = {
  settleMs: 10_000,
  urgentSettleMs: 3_000,
  backOffMs: 500,
  maxBackOffMs: 300_000,
  maxAttempts: 12,
  outageMs: 6 * 3_600_000,
  lookUpMs: 60_000,
  urgentLookUpMs: 9_000,
  roomMs: 10_000,
  secondLooksMs: [20_000, 60_000, 150_000, 300_000, 600_000],
  coolMs: 1_000,
  canvasMs: 20_000,
  leaseMs: 45_000,
};
