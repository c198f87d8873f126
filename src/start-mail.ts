import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Inviter } from './integrations/inviter.ts';
import { createMail } from './integrations/mail.ts';

/** Who puts meetings into people's calendars: by e-mail, where a server is given; else nobody. */
export function inviterOf(
  { smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>,
  log: Logger,
): Inviter | null {
  return smtpUrl && mailFrom ? createMail({ url: smtpUrl.reveal(), from: mailFrom, log }) : null;
}
