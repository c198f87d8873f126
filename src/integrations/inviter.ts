import type { CalendarEvent, Mailbox } from '../calendar/icalendar.ts';

/**
 * The door to whatever puts a meeting into people's calendars: e-mail today, the calendars of others
 * by their own interfaces some day. One file each; delivery knows only this.
 */
export interface Inviter {
  /** Who invites: whoever answers an invitation answers there. */
  readonly organizer: Mailbox;
  /** Invites one person, or tells them that it moved or is cancelled. Throws `InviteFault`. */
  invite(invitation: Invitation): Promise<void>;
}

export interface Invitation {
  /** Known by it: the same for every attempt, so that one that got through twice is one. */
  id: string;
  to: Mailbox;
  subject: string;
  /** What somebody reads whose program shows no calendar. */
  text: string;
  event: CalendarEvent;
}

/** Why somebody was not invited. Never carries the server's address or a password. */
export class InviteFault extends Error {
  /** In a few words, such as `550` or `connection_lost`. */
  readonly code: string;
  /** Whether the same may be taken later. */
  readonly isPassing: boolean;

  constructor(code: string, { isPassing }: { isPassing: boolean }) {
    super(code);
    this.name = 'InviteFault';
    this.code = code;
    this.isPassing = isPassing;
  }
}
