import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { isNull, readBody } from './body.ts';

/** Where Slack sends everything. */
export const EVENTS_PATH = '/slack/events';

/** Slack's clock and ours may differ by this much, either way. */
const MOST_SKEW_SECONDS = 300;

/** Requests under way are answered within Slack's 3 s; whatever is still open then is cut. */
const LAST_ANSWER_MS = 5_000;

export interface WebRoute {
  path: string;
  method: string;
  handler: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface Web {
  /** Listens; gives the port, which the system chose when `port` is 0. */
  start(port: number, host: string | undefined): Promise<number>;
  /** Takes no new requests and resolves when those under way are answered. */
  stop(): Promise<void>;
}

/**
 * The HTTP server: Slack's requests go to `slack` (null over Socket Mode), the rest to the routes.
 * Requests whose timestamp lies in the future are refused here, because Bolt checks only the past.
 */
export function openWeb(
  slack: RequestListener | null,
  routes: WebRoute[],
  onRejected: (reason: string) => void,
): Web {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (slack && path === EVENTS_PATH && request.method === 'POST') {
      // A connection that ends before its body does is nobody's to answer.
      fromSlack(slack, request, response, onRejected).catch(() => response.destroy());
      return;
    }
    const route = routes.find((each) => each.path === path && each.method === request.method);
    if (route) route.handler(request, response);
    else end(response, 404);
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.maxHeadersCount = 100;
  return { start: (port, host) => listen(server, port, host), stop: () => close(server) };
}

async function fromSlack(
  slack: RequestListener,
  request: IncomingMessage,
  response: ServerResponse,
  onRejected: (reason: string) => void,
): Promise<void> {
  const reason = timeFault(request.headers['x-slack-request-timestamp']);
  if (reason) {
    onRejected(reason);
    end(response, 401);
    request.resume();
    return;
  }
  response.once('finish', () => {
    const reason = rejections[response.statusCode];
    if (reason) onRejected(reason);
  });
  const body = await readBody(request);
  if (body === null) {
    response.setHeader('connection', 'close');
    end(response, 413);
  } else if (isNull(body)) {
    end(response, 400);
  } else {
    // Bolt takes a body that was read before it under this name.
    slack(Object.assign(request, { rawBody: body }), response);
  }
}

/** What is wrong with a timestamp that Bolt would let pass: it reads `0123` and `1e3` as numbers too. */
function timeFault(given: string | string[] | undefined): string | null {
  if (given === undefined) return null;
  if (!/^[1-9]\d*$/.test(String(given))) return 'signature';
  return Number(given) - Date.now() / 1000 > MOST_SKEW_SECONDS ? 'future' : null;
}

/** What these answers mean. */
const rejections: Record<number, string> = { 400: 'malformed', 401: 'signature', 413: 'too_large' };

function end(response: ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}

function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), LAST_ANSWER_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
