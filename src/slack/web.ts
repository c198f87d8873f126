import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { isNull, isSslCheck, readBody } from './body.ts';
import { believe, headersFault, type SignedHeaders, type Signing } from './signature.ts';
import { Strangers } from './strangers.ts';

/** Where Slack sends everything. */
export const EVENTS_PATH = '/slack/events';

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

/** Where Slack's requests go, and how they are known for Slack's. */
export interface SlackSide {
  /** Takes a request whose signature was found right, with its body as `rawBody`. */
  listener: RequestListener;
  signing: Signing;
  /** Told of each request that was signed with the previous secret. */
  onPrevious?: () => void;
}

/** Milliseconds until headers, and the whole of a request, must be there. */
interface WebTimes {
  headersMs: number;
  requestMs: number;
}

const usualTimes: WebTimes = { headersMs: 5_000, requestMs: 10_000 };

/**
 * The HTTP server: Slack's requests go to `slack` (null over Socket Mode) once they are known to be
 * Slack's, the rest to the routes. Nothing of a request is looked into before that.
 */
export function openWeb(
  slack: SlackSide | null,
  routes: WebRoute[],
  onRejected: (reason: string) => void,
  { headersMs, requestMs }: WebTimes = usualTimes,
): Web {
  const strangers = new Strangers();
  const times = {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    // Node looks for what takes too long only so often.
    connectionsCheckingInterval: Math.min(2_000, headersMs),
    maxHeaderSize: 16_384,
  };
  const server = createServer(times, (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (slack && path === EVENTS_PATH && request.method === 'POST') {
      // A connection that ends before its body does is nobody's to answer.
      fromSlack({ slack, strangers, onRejected }, request, response).catch(() =>
        response.destroy(),
      );
      return;
    }
    const route = routes.find((each) => each.path === path && each.method === request.method);
    if (route) route.handler(request, response);
    else end(response, 404);
  });
  server.maxHeadersCount = 100;
  return { start: (port, host) => listen(server, port, host), stop: () => close(server) };
}

interface Door {
  slack: SlackSide;
  strangers: Strangers;
  onRejected: (reason: string) => void;
}

async function fromSlack(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { slack, onRejected } = door;
  const turnAway = (reason: string, status: number) => {
    onRejected(reason);
    // The rest of what it sends is thrown away, and the connection with it.
    if (!request.complete) response.setHeader('connection', 'close');
    end(response, status);
    request.resume();
  };
  const headers = signedHeaders(request);
  const unread = unreadable(door, request, headers);
  if (unread) return turnAway(...unread);
  const body = await readBody(request);
  if (body === null) return turnAway('too_large', 413);
  // Unsigned by Slack's own rules: answered, and nothing of it is looked at.
  if (isSslCheck(request, body)) return end(response, 200);
  const belief = believe(slack.signing, headers, body, Date.now() / 1000);
  if ('disbelief' in belief) {
    door.strangers.forged(addressOf(request), performance.now());
    return turnAway(belief.disbelief, 401);
  }
  door.strangers.trusted(addressOf(request), performance.now());
  if (belief.by === 'previous') slack.onPrevious?.();
  if (isNull(body)) return turnAway('malformed', 400);
  response.once('finish', () => {
    if (response.statusCode === 400) onRejected('malformed');
  });
  // Bolt takes a body that was read before it under this name.
  slack.listener(Object.assign(request, { rawBody: body }), response);
}

/** Why a body is not worth reading, and what to answer; null where it is. */
function unreadable(
  { strangers }: Door,
  request: IncomingMessage,
  headers: SignedHeaders,
): [reason: string, status: number] | null {
  const address = addressOf(request);
  if (strangers.isShutOut(address, performance.now())) return ['too_many', 429];
  // A check of the certificate comes without a signature.
  if (headers.signature === undefined) {
    const bytes = Number(request.headers['content-length'] ?? Number.NaN);
    if (bytes <= MOST_UNSIGNED_BYTES) return null;
  }
  const fault = headersFault(headers, Date.now() / 1000);
  if (!fault) return null;
  strangers.forged(address, performance.now());
  return [fault, 401];
}

/** What Slack sends unsigned is a few fields. */
const MOST_UNSIGNED_BYTES = 4_096;

function signedHeaders({ headers }: IncomingMessage): SignedHeaders {
  return {
    timestamp: headers['x-slack-request-timestamp'],
    signature: headers['x-slack-signature'],
  };
}

/** Empty where somebody stands between: whoever it comes from then has that one's address. */
function addressOf({ headers, socket }: IncomingMessage): string {
  const isPassedOn = ['x-forwarded-for', 'forwarded', 'via'].some((name) => name in headers);
  return isPassedOn ? '' : (socket.remoteAddress ?? '');
}

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
