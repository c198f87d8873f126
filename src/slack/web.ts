import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where Slack sends everything. */
export const EVENTS_PATH = '/slack/events';

/** Slack's clock and ours may differ by this much, either way. */
const MOST_SKEW_SECONDS = 300;

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
      fromSlack(slack, request, response, onRejected);
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

function fromSlack(
  slack: RequestListener,
  request: IncomingMessage,
  response: ServerResponse,
  onRejected: (reason: string) => void,
): void {
  const sentAt = Number(request.headers['x-slack-request-timestamp']);
  if (sentAt - Date.now() / 1000 > MOST_SKEW_SECONDS) {
    onRejected('future');
    end(response, 401);
    request.resume();
    return;
  }
  response.once('finish', () => {
    const reason = rejections[response.statusCode];
    if (reason) onRejected(reason);
  });
  slack(request, response);
}

/** What Bolt means by these. */
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
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
