import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Mail } from './integrations/mail.ts';

/** Who writes our e-mail, and with it puts meetings into people's calendars; null where no server is given. */
export async function mailOf(
  { smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>,
  log: Logger,
): Promise<Mail | null> {
  if (!smtpUrl || !mailFrom) return null;
  // Loaded only where there is a server: 15 MB.
  const { createMail } = await import('./integrations/mail.ts');
  return createMail({ url: smtpUrl.reveal(), from: mailFrom, log });
}
