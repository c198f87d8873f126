import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { Standing } from '../store/release.ts';

/** What health asks of the rest; each answers from memory or within its own deadline. */
export interface Vitals {
  /** Milliseconds since the last pass over due timers ended, by a monotonic clock. */
  msSinceTick(): number;
  /** What the database says within 500 ms; rejects otherwise. */
  pingDatabase(): Promise<DatabaseSays>;
  /** True from the first SIGTERM on. */
  draining(): boolean;
  registry: Registry;
  /** Brings up to date what is only counted when somebody asks. Never rejects. */
  measure(): Promise<void>;
  /** What an operator should look at, though it takes nothing away from the work. */
  notes(): string[];
}

export interface DatabaseSays {
  /** It takes no writes: a standby, or one that somebody set so. */
  isReadOnly: boolean;
  /** What is left to this release; see `release.ts`. */
  standing: Standing;
}

export interface Route {
  path: string;
  method: 'GET';
  handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/**
 * A pass runs every 2 s and is given up after 15: without the end of one for so long, the process is
 * stuck. Whoever asks each 15 s knows within a minute.
 */
const STUCK_AFTER_MS = 45_000;

/**
 * `/livez` fails when the process is stuck (restart it), `/readyz` when it should get no traffic.
 * Slack's health is in neither: an outage of Slack must not restart the fleet.
 */
export function healthRoutes(vitals: Vitals): Route[] {
  const ping = oneAtATime(() => vitals.pingDatabase());
  const measure = oneAtATime(() => vitals.measure());
  return [
    { path: '/livez', method: 'GET', handler: (_request, response) => live(vitals, response) },
    {
      path: '/readyz',
      method: 'GET',
      handler: (_request, response) => void ready(vitals, ping, response),
    },
    {
      path: '/metrics',
      method: 'GET',
      handler: (_request, response) => void metrics(vitals, measure, response),
    },
  ];
}

/**
 * Whoever asks while somebody else is being answered gets the same answer: these pages need no rights,
 * and must not cost a query each.
 */
function oneAtATime<T>(ask: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  return () => {
    underWay ??= ask().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}

function live(vitals: Vitals, response: ServerResponse): void {
  const stuck = vitals.msSinceTick() > STUCK_AFTER_MS;
  answer(response, stuck ? 503 : 200, stuck ? 'stuck: no pass over due timers for 45 s' : 'ok');
}

async function ready(
  vitals: Vitals,
  ping: Vitals['pingDatabase'],
  response: ServerResponse,
): Promise<void> {
  if (vitals.draining()) return answer(response, 503, 'draining');
  try {
    const why = unready(await ping());
    if (why !== null) return answer(response, 503, why);
    answer(response, 200, ['ok', ...vitals.notes()].join(', '));
  } catch {
    answer(response, 503, 'the database does not answer');
  }
}

/** Why it should get no traffic; null when it should. */
function unready({ isReadOnly, standing }: DatabaseSays): string | null {
  if (isReadOnly) return 'the database takes no writes';
  if (standing !== 'nothing') return null;
  return 'a newer release has taken this database over: start that one';
}

async function metrics(
  { registry }: Vitals,
  measure: Vitals['measure'],
  response: ServerResponse,
): Promise<void> {
  try {
    await measure();
    const body = await registry.metrics();
    response.writeHead(200, { 'content-type': registry.contentType });
    response.end(body);
  } catch {
    answer(response, 500, 'metrics could not be read');
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
