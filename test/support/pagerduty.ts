import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * PagerDuty's Events API v2 as far as its documentation says how it answers: what is wrong with an
 * event, 202 for what it takes, and alerts that are known by their dedup key.
 */

/** An event as it came. */
export interface PagerDutyEvent {
  routing_key?: string;
  event_action?: string;
  dedup_key?: string;
  payload?: {
    summary?: string;
    severity?: string;
    source?: string;
    custom_details?: Record<string, string>;
  };
  client_url?: string;
  links?: { href: string; text?: string }[];
}

/** How a call goes wrong: with a status, by losing the answer after the work, or by silence. */
export type PagerDutyFault =
  | { status: number; retryAfter?: number; body?: string }
  | { lost: 'after' | 'before' }
  | { silent: true };

export type AlertState = 'triggered' | 'acknowledged' | 'resolved';

export class PagerDuty {
  /** Every event that came, also what was refused. */
  readonly events: PagerDutyEvent[] = [];
  /** By routing key and dedup key. */
  readonly alerts = new Map<string, AlertState>();
  /** How often somebody's phone rang. */
  rings = 0;
  #faults: PagerDutyFault[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  /** Integration keys that exist. */
  readonly keys: readonly string[];

  constructor(keys: readonly string[]) {
    this.keys = keys;
  }

  /** Opens on a free port and returns the address for events. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v2/enqueue`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** The next calls go wrong, one each. */
  fail(...faults: PagerDutyFault[]): void {
    this.#faults.push(...faults);
  }

  actions(): string[] {
    return this.events.map(({ event_action, dedup_key }) => `${event_action} ${dedup_key}`);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method !== 'POST' || request.url !== '/v2/enqueue') return reply(response, 404, {});
    const event = parsed(body);
    if (!event) {
      return reply(response, 400, {
        status: 'Unrecognized object',
        message: 'Event object format is unrecognized',
        errors: ['JSON parse error'],
      });
    }
    this.events.push(event);
    const fault = this.#faults.shift();
    if (fault && 'silent' in fault) return;
    if (fault && 'lost' in fault) {
      if (fault.lost === 'after') this.#take(event);
      response.socket?.destroy();
      return;
    }
    if (fault) {
      const { status, retryAfter } = fault;
      const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      return reply(response, status, fault.body ?? '', headers);
    }
    const errors = faultsIn(event);
    if (errors.length > 0) {
      const message = 'Event object is invalid';
      return reply(response, 400, { status: 'invalid event', message, errors });
    }
    // An integration that does not exist is found out later: the answer is the same.
    if (this.keys.includes(event.routing_key ?? '')) this.#take(event);
    const { dedup_key } = event;
    reply(response, 202, { status: 'success', message: 'Event processed', dedup_key });
  }

  #take({ routing_key, dedup_key, event_action }: PagerDutyEvent): void {
    const key = `${routing_key} ${dedup_key}`;
    const known = this.alerts.get(key);
    if (event_action === 'trigger') {
      if (known === undefined || known === 'resolved') {
        this.rings += 1;
        this.alerts.set(key, 'triggered');
      }
      return;
    }
    // What was never triggered, or is resolved, stays as it is.
    if (known === undefined || known === 'resolved') return;
    this.alerts.set(key, event_action === 'resolve' ? 'resolved' : 'acknowledged');
  }
}

function parsed(body: string): PagerDutyEvent | null {
  try {
    return JSON.parse(body) as PagerDutyEvent;
  } catch {
    return null;
  }
}

function faultsIn({ routing_key, event_action, dedup_key, payload }: PagerDutyEvent): string[] {
  const isTrigger = event_action === 'trigger';
  const severities = ['critical', 'error', 'warning', 'info'];
  return [
    ...(routing_key?.length === 32
      ? []
      : ["Length of 'routing_key' is incorrect (should be 32 characters)"]),
    ...(['trigger', 'acknowledge', 'resolve'].includes(event_action ?? '')
      ? []
      : ["'event_action' is invalid (must be one of trigger, acknowledge, resolve)"]),
    ...(isTrigger || dedup_key ? [] : ["'dedup_key' is missing or blank"]),
    ...((dedup_key ?? '').length <= 255 ? [] : ["'dedup_key' is too long"]),
    ...(isTrigger && !payload?.summary ? ["'payload.summary' is missing or blank"] : []),
    ...(isTrigger && (payload?.summary ?? '').length > 1024
      ? ["'payload.summary' is too long"]
      : []),
    ...(isTrigger && !payload?.source ? ["'payload.source' is missing or blank"] : []),
    ...(isTrigger && !severities.includes(payload?.severity ?? '')
      ? [
          "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
        ]
      : []),
  ];
}

function reply(
  response: ServerResponse,
  status: number,
  body: object | string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
