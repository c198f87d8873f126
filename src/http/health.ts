import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';

/** What health asks of the rest; each answers from memory or within its own deadline. */
export interface Vitals {
  /** Milliseconds since the last pass over due timers ended, by a monotonic clock. */
  msSinceTick(): number;
  /** Resolves when the database answered; rejects within 500 ms otherwise. */
  pingDatabase(): Promise<void>;
  /** True from the first SIGTERM on. */
  draining(): boolean;
  registry: Registry;
  /** What an operator should look at, though it takes nothing away from the work. */
  notes(): string[];
}

export interface Route {
  path: string;
  method: 'GET';
  handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A pass runs every 2 s and may take 15; a minute without one means the process is stuck. */
const STUCK_AFTER_MS = 60_000;

/**
 * `/livez` fails when the process is stuck (restart it), `/readyz` when it should get no traffic.
 * Slack's health is in neither: an outage of Slack must not restart the fleet.
 */
export function healthRoutes(vitals: Vitals): Route[] {
  return [
    { path: '/livez', method: 'GET', handler: (_request, response) => live(vitals, response) },
    {
      path: '/readyz',
      method: 'GET',
      handler: (_request, response) => void ready(vitals, response),
    },
    {
      path: '/metrics',
      method: 'GET',
      handler: (_request, response) => void metrics(vitals, response),
    },
  ];
}

function live(vitals: Vitals, response: ServerResponse): void {
  const stuck = vitals.msSinceTick() > STUCK_AFTER_MS;
  answer(response, stuck ? 503 : 200, stuck ? 'stuck: no pass over due timers for a minute' : 'ok');
}

async function ready(vitals: Vitals, response: ServerResponse): Promise<void> {
  if (vitals.draining()) return answer(response, 503, 'draining');
  try {
    await vitals.pingDatabase();
    answer(response, 200, ['ok', ...vitals.notes()].join(', '));
  } catch {
    answer(response, 503, 'the database does not answer');
  }
}

async function metrics(vitals: Vitals, response: ServerResponse): Promise<void> {
  try {
    const body = await vitals.registry.metrics();
    response.writeHead(200, { 'content-type': vitals.registry.contentType });
    response.end(body);
  } catch {
    answer(response, 500, 'metrics could not be read');
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
