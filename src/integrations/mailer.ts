import type { Mailbox } from '../calendar/icalendar.ts';

/** The door to whatever carries a letter out of Slack. */
export interface Mailer {
  /** Sends it to one address. Throws `MailFault`. */
  write(letter: Letter): Promise<void>;
}

/** What one address is sent. */
export interface Letter {
  /** Known by it: the same for every attempt, so that one that got through twice is one. */
  id: string;
  to: Mailbox;
  subject: string;
  text: string;
  file: { filename: string; contentType: string; bytes: Uint8Array };
}

/** Why a letter or an invitation was not taken. Never carries the server's address or a password. */
export class MailFault extends Error {
  /** In a few words, such as `smtp_550` or `smtp_silent`. */
  readonly code: string;
  /** Whether the same may be taken later. */
  readonly isPassing: boolean;
  /** Whether it is about this address, and says nothing of another one. */
  readonly isOfOne: boolean;

  constructor(code: string, { isPassing, isOfOne }: { isPassing: boolean; isOfOne: boolean }) {
    super(code);
    this.name = 'MailFault';
    this.code = code;
    this.isPassing = isPassing;
    this.isOfOne = isOfOne;
  }
}
