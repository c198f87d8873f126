import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import { icalendar, type Mailbox, methodOf } from '../calendar/icalendar.ts';
import { InviteFault, type Inviter } from './inviter.ts';

export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://`. */
  url: string;
  /** `muster@example.com` or `Muster <muster@example.com>`. */
  from: string;
  /** Milliseconds until a silent server is given up; 10 s. */
  timeoutMs?: number;
  log: Logger;
}

/** Invitations by e-mail, through one SMTP server: a connection for each, because they are few. */
export function createMail({ url, from, timeoutMs = 10_000, log }: MailSettings): Inviter {
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
  return {
    organizer,
    async invite({ id, to, subject, text, event }) {
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
          icalEvent: {
            method: methodOf(event),
            filename: 'invite.ics',
            content: icalendar(event),
          },
        });
        const ms = Math.round(performance.now() - startedAt);
        log.info({ message: id, ms }, 'mail taken');
      } catch (error) {
        throw faultOf(error);
      }
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
function faultOf(error: unknown): InviteFault {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  if (code === 'EAUTH') return new InviteFault('smtp_login_refused', { isPassing: true });
  if (typeof responseCode === 'number') {
    return new InviteFault(`smtp_${responseCode}`, { isPassing: responseCode < 500 });
  }
  if (code === 'EENVELOPE') return new InviteFault('smtp_bad_address', { isPassing: false });
  return new InviteFault('smtp_silent', { isPassing: true });
}
