import { LogLevel, type Logger as SlackLogger, type WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';

/**
 * The options that make a `WebClient` safe: the SDK would repeat a post that Slack already took,
 * and hold every method back while one is rate-limited. Bolt's own client gets them too.
 */
export function safeClientOptions(settings: {
  apiUrl?: string | undefined;
  timeoutMs?: number | undefined;
  log: Logger;
}): WebClientOptions {
  return {
    ...(settings.apiUrl === undefined ? {} : { slackApiUrl: settings.apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: settings.timeoutMs ?? 10_000,
    maxRequestConcurrency: 64,
    allowAbsoluteUrls: false,
    logger: quietLogger(settings.log),
    fetch: fetchWithRetryAfter,
  };
}

/** How long to wait when Slack says wait but not how long. */
export const defaultRetryAfterSeconds = 30;

/** The SDK throws away a 429 without a readable Retry-After; give it one. */
const fetchWithRetryAfter: NonNullable<WebClientOptions['fetch']> = async (url, init) => {
  const answer = await fetch(url, init);
  if (answer.status !== 429) return answer;
  if (Number.parseInt(answer.headers.get('retry-after') ?? '', 10) > 0) return answer;
  const headers = new Headers(answer.headers);
  headers.set('retry-after', String(defaultRetryAfterSeconds));
  return new Response(await answer.arrayBuffer(), { status: 429, headers });
};

/** The SDK logs request bodies at debug level: none of its lines below warnings get through. */
function quietLogger(log: Logger): SlackLogger {
  const nothing = () => {};
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (...parts) => log.warn({ sdk: parts.map(String).join(' ').slice(0, 200) }, 'slack sdk'),
    setLevel: nothing,
    getLevel: () => LogLevel.WARN,
    setName: nothing,
  };
}
