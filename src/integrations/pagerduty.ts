import type { Logger } from 'pino';
import type { PagerAction } from '../incident/escalation/types.ts';
import { type Alert, type Pager, PagerFault } from './pager.ts';

/**
 * PagerDuty's Events API v2 (`POST /v2/enqueue`): 202 is taken, 400 will never be, 429, 5xx and a
 * silent wire are tried again, as its documentation asks.
 * https://developer.pagerduty.com/docs/events-api-v2-overview
 */

export interface PagerDutySettings {
  /** Where events go; PagerDuty's own, or that of its European service region. */
  url: string;
  /** Integration key of a service there; 32 letters and digits. */
  routingKey: string;
  /** Milliseconds until a silent call is given up; 5 s. */
  timeoutMs?: number;
  log: Logger;
}

/** Its longest summary, in characters. */
const summaryMax = 1024;
/** The longest it may ask us to wait; somebody sleeps meanwhile. */
const longestWaitMs = 60_000;

/** What an integration key looks like. Nothing else is ever sent there, whatever a variable holds. */
export function isRoutingKey(value: string): boolean {
  return /^[A-Za-z0-9]{32}$/.test(value);
}

/** One service of PagerDuty, behind its integration key. */
export function createPagerDuty(settings: PagerDutySettings): Pager {
  const send = (action: PagerAction, dedupKey: string, more: object = {}) =>
    enqueue(settings, { event_action: action, dedup_key: dedupKey, ...more });
  return {
    trigger: (dedupKey, alert) => send('trigger', dedupKey, triggerOf(alert)),
    acknowledge: (dedupKey) => send('acknowledge', dedupKey),
    resolve: (dedupKey) => send('resolve', dedupKey),
  };
}

function triggerOf({ summary, severity, source, details, links }: Alert) {
  const [first] = links;
  return {
    payload: {
      summary: [...summary].slice(0, summaryMax).join(''),
      severity,
      source,
      custom_details: details,
    },
    client: 'Muster',
    ...(first ? { client_url: first.href } : {}),
    links,
  };
}

async function enqueue(settings: PagerDutySettings, event: object): Promise<void> {
  const { url, routingKey, timeoutMs = 5_000, log } = settings;
  const startedAt = performance.now();
  const tell = (outcome: string) =>
    log.info(
      { pager: 'pagerduty', outcome, tookMs: Math.round(performance.now() - startedAt) },
      'pager call',
    );
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ routing_key: routingKey, ...event }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await answer.text();
    const fault = faultOf(answer, body);
    if (fault) throw fault;
    tell('ok');
  } catch (error) {
    const fault =
      error instanceof PagerFault ? error : new PagerFault('pager_silent', { isPassing: true });
    tell(fault.code);
    throw fault;
  }
}

function faultOf({ status, headers }: Response, body: string): PagerFault | null {
  if (status >= 200 && status < 300) return null;
  if (status === 429) {
    const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10);
    const waitMs = seconds > 0 ? Math.min(seconds * 1000, longestWaitMs) : null;
    return new PagerFault('pager_busy', { isPassing: true, waitMs });
  }
  if (status >= 500 || status === 408) {
    return new PagerFault('pager_silent', { isPassing: true, why: `HTTP ${status}` });
  }
  return new PagerFault('pager_refused', { isPassing: false, why: reasonIn(body, status) });
}

/** What PagerDuty finds wrong with an event, in its own words; they never quote the key. */
function reasonIn(body: string, status: number): string {
  try {
    const { message, errors }: { message?: unknown; errors?: unknown } = JSON.parse(body);
    const all = [message, ...(Array.isArray(errors) ? errors : [])];
    const said = all.filter((each) => typeof each === 'string' && each !== '').join('; ');
    return said === '' ? `HTTP ${status}` : said.slice(0, 300);
  } catch {
    return `HTTP ${status}`;
  }
}
