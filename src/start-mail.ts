import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { createMail, type Mail } from './integrations/mail.ts';

/** Who writes our e-mail, and with it puts meetings into people's calendars; null where no server is given. */
export function mailOf(
  { smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>,
  log: Logger,
): Mail | null {
  return smtpUrl && mailFrom ? createMail({ url: smtpUrl.reveal(), from: mailFrom, log }) : null;
}
