import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Logger } from 'pino';
import { icalendar, type Mailbox, methodOf } from '../calendar/icalendar.ts';
import type { Invitation, Inviter } from './inviter.ts';
import { type Letter, type Mailer, MailFault } from './mailer.ts';

export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://`. */
  url: string;
  /** `muster@example.com` or `Muster <muster@example.com>`. */
  from: string;
  /** Milliseconds until a silent server is given up; 10 s. */
  timeoutMs?: number;
  log: Logger;
}

/** Both doors, through one server. */
export type Mail = Inviter & Mailer;

/** E-mail through one SMTP server: a connection for each, because they are few. */
export function createMail({ url, from, timeoutMs = 10_000, log }: MailSettings): Mail {
  const organizer = mailboxOf(from);
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // What people typed must not make it read files or addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = organizer.address.split('@')[1] ?? 'muster';
  const send = async (
    { id, to, subject, text }: Omit<Letter, 'file'> | Invitation,
    more: SendMailOptions,
  ) => {
    const startedAt = performance.now();
    try {
      await transport.sendMail({
        from: organizer,
        to,
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        // No out-of-office notes back to us.
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...more,
      });
      const ms = Math.round(performance.now() - startedAt);
      log.info({ message: id, ms }, 'mail taken');
    } catch (error) {
      throw faultOf(error);
    }
  };
  return {
    organizer,
    invite: (invitation) => {
      const { event } = invitation;
      const content = icalendar(event);
      return send(invitation, {
        icalEvent: { method: methodOf(event), filename: 'invite.ics', content },
      });
    },
    write: ({ file, ...letter }) => {
      const { filename, contentType, bytes } = file;
      return send(letter, {
        attachments: [{ filename, contentType, content: Buffer.from(bytes) }],
      });
    },
  };
}

function mailboxOf(from: string): Mailbox {
  const [, name = '', address = from] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(from) ?? [];
  return { name: name.replace(/^"(.*)"$/, '$1') || 'Muster', address: address.trim() };
}

/**
 * What a server refuses for good (5xx: no such mailbox, not taken) never succeeds; a refused password
 * does once somebody has mended it, and whatever is wrong with the wire passes. The server's own words
 * may hold anything, so only its code is kept.
 */
function faultOf(error: unknown): MailFault {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  const ofAll = { isPassing: true, isOfOne: false };
  if (code === 'EAUTH') return new MailFault('smtp_login_refused', ofAll);
  if (typeof responseCode === 'number') {
    // It says the same to everybody: come back later.
    const isOfOne = responseCode !== 421;
    return new MailFault(`smtp_${responseCode}`, { isPassing: responseCode < 500, isOfOne });
  }
  if (code === 'EENVELOPE') {
    return new MailFault('smtp_bad_address', { isPassing: false, isOfOne: true });
  }
  return new MailFault('smtp_silent', ofAll);
}
