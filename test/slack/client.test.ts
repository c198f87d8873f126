import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/metrics.ts';
import { createSlackClient, SlackCallError } from '../../src/slack/client.ts';

let answer: (response: ServerResponse) => void;
let bodies: string[];
let lines: string[];
let metrics: ReturnType<typeof createMetrics>;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    bodies.push(body);
    answer(response);
  });
});

beforeEach(async () => {
  bodies = [];
  lines = [];
  metrics = createMetrics();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const client = (timeoutMs = 2_000, port = (server.address() as AddressInfo).port) =>
  createSlackClient({
    token: 'xoxb-local-secret',
    apiUrl: `http://127.0.0.1:${port}/api/`,
    timeoutMs,
    metrics,
    log: pino({ level: 'debug' }, { write: (line: string) => lines.push(line) }),
  });

const post = (timeoutMs?: number, port?: number) =>
  client(timeoutMs, port).call(
    'chat.postMessage',
    { channel: 'C1', text: 'the secret of the incident' },
    'trace-1',
  );

function send(status: number, body: string, headers: Record<string, string> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };
}

async function failure(call: Promise<unknown>): Promise<SlackCallError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SlackCallError)) throw new Error('it did not fail as a call does');
  return error;
}

describe('a call that fails', () => {
  it.each<[string, (response: ServerResponse) => void, object]>([
    [
      'with a code of Slack',
      send(200, '{"ok":false,"error":"channel_not_found"}'),
      { kind: 'slack', code: 'channel_not_found' },
    ],
    ['with status 500', send(500, 'oops'), { kind: 'unknown', code: 'http_500' }],
    ['with a page of HTML', send(200, '<html>busy</html>'), { kind: 'unknown', code: 'not_json' }],
    ['by a closed connection', (response) => response.socket?.destroy(), { kind: 'unknown' }],
    [
      'in the middle of the answer',
      (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"ok":', () => response.socket?.destroy());
      },
      { kind: 'unknown' },
    ],
    [
      'because Slack says wait',
      send(429, '{"ok":false,"error":"ratelimited"}', { 'retry-after': '7' }),
      { kind: 'rate_limited', retryAfterSeconds: 7 },
    ],
    [
      'because Slack says wait, but not how long',
      send(429, '{"ok":false,"error":"ratelimited"}'),
      { kind: 'rate_limited', retryAfterSeconds: 30 },
    ],
  ])('%s is made once and says what is known', async (_, behave, fault) => {
    answer = behave;
    const error = await failure(post());
    expect(error.fault).toMatchObject(fault);
    expect(error.channelId).toBe('C1');
    expect(bodies).toHaveLength(1);
  });

  it('by silence is given up and its end is unknown', async () => {
    answer = () => {};
    const error = await failure(post(500));
    expect(error.fault).toEqual({ kind: 'unknown', code: 'timeout' });
    expect(bodies).toHaveLength(1);
  });

  it('before anything was sent is known not to have happened', async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(post(2_000, port));
    expect(error.fault).toEqual({ kind: 'not_sent', code: 'ECONNREFUSED' });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  it('names the people it failed for', async () => {
    const users = [{ user: 'U8', ok: false, error: 'cant_invite' }];
    answer = send(200, JSON.stringify({ ok: false, error: 'cant_invite', errors: users }));
    const error = await failure(post());
    expect(error.fault).toMatchObject({ users: [{ userId: 'U8', code: 'cant_invite' }] });
  });
});

describe('every call', () => {
  it('is counted, and leaves one line with its trace and without token or text', async () => {
    answer = send(200, '{"ok":true,"ts":"1.2"}');
    await post();
    answer = send(200, '{"ok":false,"error":"is_archived"}');
    await failure(post());
    expect(lines).toHaveLength(2);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { correlationId: 'trace-1', method: 'chat.postMessage', outcome: 'ok' },
      { correlationId: 'trace-1', method: 'chat.postMessage', outcome: 'is_archived' },
    ]);
    expect(lines.join()).not.toMatch(/xoxb|secret of/);
    const { values } = await metrics.slackCalls.get();
    expect(values.map(({ labels, value }) => [labels.outcome, value])).toEqual([
      ['ok', 1],
      ['is_archived', 1],
    ]);
  });

  it('of one method is not held up by another that must wait', async () => {
    answer = send(429, '{}', { 'retry-after': '30' });
    const slack = client();
    await failure(slack.call('chat.postMessage', {}, 't'));
    answer = send(200, '{"ok":true}');
    await expect(slack.call('auth.test', {}, 't')).resolves.toMatchObject({ ok: true });
  });
});
