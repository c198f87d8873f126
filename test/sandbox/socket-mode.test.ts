import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Json } from '../../sandbox/server/model.ts';
import { instant } from '../../sandbox/server/settings.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';

/** One Socket Mode connection that acks (or not) what comes. */
class Connection {
  readonly heard: Json[] = [];
  /** What to send back; undefined: nothing. */
  reply: (envelope: Json) => Json | undefined = ({ envelope_id }) => ({ envelope_id });
  readonly socket: WebSocket;
  #wake: () => void = () => {};

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on('message', (data) => {
      const envelope = JSON.parse(String(data)) as Json;
      this.heard.push(envelope);
      const answer = 'envelope_id' in envelope ? this.reply(envelope) : undefined;
      if (answer !== undefined) this.socket.send(JSON.stringify(answer));
      this.#wake();
    });
  }

  async until(type: string): Promise<Json> {
    for (;;) {
      const found = this.heard.find((each) => each['type'] === type);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  count(type: string): number {
    return this.heard.filter((each) => each['type'] === type).length;
  }
}

let slack: Sandbox;
let connections: Connection[] = [];
const user = 'reporter';

/** For tests of what is not acknowledged at all; the others have time on a busy machine. */
function waitBriefly(): void {
  slack.core.settings.ackTimeoutMs = 200;
}

beforeEach(async () => {
  slack = await startSandbox({ settings: { ...instant, ackTimeoutMs: 10_000 } });
});

afterEach(async () => {
  for (const { socket } of connections) socket.terminate();
  connections = [];
  await slack.close();
});

async function socketUrl(token = slack.app.app_token): Promise<Json> {
  const response = await fetch(`${slack.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as Json;
}

async function connect(): Promise<Connection> {
  const { url } = await socketUrl();
  const connection = new Connection(String(url));
  connections.push(connection);
  await connection.until('hello');
  return connection;
}

const command = () =>
  slack.act({ type: 'run_command', user, channel: 'general', text: '/incident help' });

describe('Socket Mode', () => {
  it('is opened with the app-level token alone, by a URL that works once', async () => {
    expect(await socketUrl(slack.app.bot_token)).toMatchObject({ error: 'not_allowed_token_type' });
    const { url } = await socketUrl();
    const first = new Connection(String(url));
    connections.push(first);
    expect(await first.until('hello')).toMatchObject({
      num_connections: 1,
      connection_info: { app_id: slack.app.id },
    });
    const second = new WebSocket(String(url));
    const refused = await new Promise<string>((resolve) =>
      second.once('error', (e) => resolve(e.message)),
    );
    expect(refused).toContain('404');
  });

  it('brings a command, and the ack brings the answer', async () => {
    const connection = await connect();
    connection.reply = ({ envelope_id }) => ({ envelope_id, payload: { text: 'heard' } });
    expect((await command()).ephemerals).toMatchObject([{ text: 'heard' }]);
    expect(await connection.until('slash_commands')).toMatchObject({
      accepts_response_payload: true,
      payload: { command: '/incident' },
    });
  });

  it('has the same three seconds for an ack', async () => {
    waitBriefly();
    const connection = await connect();
    connection.reply = () => undefined;
    expect(await command()).toMatchObject({ error: 'operation_timeout' });
  });

  it('sends events again, with the number of the retry', async () => {
    waitBriefly();
    const connection = await connect();
    connection.reply = ({ envelope_id, retry_attempt }) =>
      retry_attempt === undefined ? undefined : { envelope_id };
    await slack.act({ type: 'open_home', user });
    await slack.quiet();
    expect(connection.heard.slice(1)).toMatchObject([
      { type: 'events_api', accepts_response_payload: false },
      { type: 'events_api', retry_attempt: 1, retry_reason: 'http_timeout' },
    ]);
  });

  it('sends each thing over any one of several connections', async () => {
    const [one, other] = [await connect(), await connect()];
    for (let count = 0; count < 20; count += 1) await command();
    const counts = [one.count('slash_commands'), other.count('slash_commands')];
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[1]).toBeGreaterThan(0);
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(20);
  });

  it('announces a refresh before it closes a connection', async () => {
    const connection = await connect();
    slack.core.sockets.disconnect(slack.app, 'warning');
    expect(await connection.until('disconnect')).toMatchObject({ reason: 'warning' });
    const closed = new Promise((resolve) => connection.socket.once('close', resolve));
    slack.core.sockets.disconnect(slack.app, 'refresh_requested');
    await closed;
    expect(connection.heard.at(-1)).toMatchObject({ reason: 'refresh_requested' });
  });

  it('fails in front of the person when nobody is connected', async () => {
    expect(await command()).toMatchObject({ error: 'dispatch_failed' });
  });
});
