import type { Invitee, UserId } from '../types.ts';

/** The document given to somebody: to who asks, and as the record to an audience. */

export const documentForms = ['pdf', 'html', 'markdown', 'json'] as const;
export type DocumentForm = (typeof documentForms)[number];

export type HandOutCommand =
  /** Sends it to who asks, as a file by direct message. */
  | { type: 'ask_document'; by: UserId; form: DocumentForm }
  /** Sends the record and the review as a PDF to an audience of the policy, with a word about it. */
  | { type: 'send_record'; by: UserId; audience: string; note: string };

export type HandOutEffect =
  /** The document as a file, to who asked for it. */
  | ({
      family: 'announce';
      type: 'document_file';
      userId: UserId;
      form: DocumentForm;
    } & Begun)
  /**
   * The record as a PDF, to a channel of an audience, its people or its addresses; `at`: as of when.
   * `whose`: by the conversation in which it is shown, who that is; written down before it is shown.
   */
  | ({
      family: 'announce';
      type: 'record_file';
      audience: string;
      by: UserId;
      note: string;
      at: Date;
      to: { channel: string } | { who: Invitee[] } | { emails: string[]; mailed?: Mailed };
      whose?: Record<string, string>;
    } & Begun);

/** The file that an attempt was about to show: the next one asks whether it is there. */
export interface Begun {
  file?: { id: string; sha256: string };
}

/** What an attempt did before it ended: who has the mail, and whom it cannot reach. */
export type Mailed = Pick<RecordSent, 'sha256' | 'to' | 'missed'>;

export type HandOutReport = RecordSent | RecordTakenBack;

/** What delivery tells of it: to whom the file went, and which one it was. */
export interface RecordSent {
  type: 'record_sent';
  audience: string;
  /** Who sent it. */
  sender: UserId;
  /** SHA-256 of the file, in hex. */
  sha256: string;
  /** Channels and people by id, and e-mail addresses. */
  to: string[];
  /** Who sent it got it, to hand it on. */
  isHandedOn?: true;
  /** Whom it did not reach, and why: channels, people and addresses as the policy names them. */
  missed: { where: string; error: string }[];
}

/** A record that Slack showed is taken back: its incident became private. `once`: the key of this report. */
export interface RecordTakenBack extends Omit<RecordSent, 'type' | 'isHandedOn' | 'missed'> {
  type: 'record_taken_back';
  once: string;
}

export interface HandOutEntries {
  ask_document: { form: DocumentForm };
  send_record: { audience: string; note: string };
  record_sent: Omit<RecordSent, 'type'>;
  record_taken_back: Omit<RecordTakenBack, 'type' | 'once'>;
}

/** Lines of the timeline that tell of copies: no copy holds them, or no two would be the same. */
export const handOutEntries: readonly (keyof HandOutEntries)[] = [
  'ask_document',
  'send_record',
  'record_sent',
  'record_taken_back',
];
