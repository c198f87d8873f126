import type { CalendarEvent, Mailbox } from '../calendar/icalendar.ts';

/**
 * The door to whatever puts a meeting into people's calendars: e-mail today, the calendars of others
 * by their own interfaces some day. One file each; delivery knows only this.
 */
export interface Inviter {
  /** Who invites: whoever answers an invitation answers there. */
  readonly organizer: Mailbox;
  /** Invites one person, or tells them that it moved or is cancelled. Throws `MailFault`. */
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
