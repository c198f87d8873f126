import type { CallFault, SlackClientSettings } from './client.ts';
import { defaultRetryAfterSeconds } from './client-options.ts';

/** A file on its way in. */
export interface Download {
  bytes: AsyncIterable<Uint8Array>;
  /** As the answer names it, without parameters. */
  mimeType: string;
}

/** Slack did not hand the file over. */
export class DownloadRefused extends Error {
  readonly fault: CallFault;
  constructor(fault: CallFault) {
    super('the file was not handed over');
    this.name = 'DownloadRefused';
    this.fault = fault;
  }
}

/**
 * Asks for a file with the bot token. Slack sends whoever may not read it to a page for signing in,
 * so a redirect is a refusal; the token never follows one. Throws `DownloadRefused`.
 */
export async function getBytes(
  address: string,
  { token, apiUrl }: Pick<SlackClientSettings, 'token' | 'apiUrl'>,
  signal: AbortSignal,
): Promise<Download> {
  if (!isSlacks(address, apiUrl)) throw refusal('foreign_address');
  const answer = await fetch(address, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
    signal,
  });
  if (answer.status !== 200 || !answer.body) {
    await answer.body?.cancel();
    throw new DownloadRefused(faultOfStatus(answer));
  }
  const [mimeType = ''] = (answer.headers.get('content-type') ?? '').split(';');
  return { bytes: answer.body, mimeType: mimeType.trim().toLowerCase() };
}

/** Whether the token may go there: to Slack, or to where its Web API is. */
function isSlacks(address: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, protocol, hostname } = new URL(address);
  if (apiUrl !== undefined && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && /(^|\.)slack(-gov)?\.com$/.test(hostname);
}

function faultOfStatus({ status, headers }: Response): CallFault {
  if (status === 429) {
    const seconds = Number(headers.get('retry-after'));
    return { kind: 'rate_limited', retryAfterSeconds: seconds || defaultRetryAfterSeconds };
  }
  if (status >= 300 && status < 400) return refusal('not_readable').fault;
  if (status >= 400 && status < 500) return refusal(`http_${status}`).fault;
  return { kind: 'not_sent', code: `http_${status}` };
}

function refusal(code: string): DownloadRefused {
  return new DownloadRefused({ kind: 'slack', code, users: [] });
}
