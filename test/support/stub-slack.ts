import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Just enough of the Web API to watch delivery at the wire: it keeps channels and messages, counts
 * calls, and fails as told, also after having done what was asked.
 */

export type Args = Record<string, string>;
type Answer = Record<string, unknown>;

export interface StubMessage {
  channel: string;
  ts: string;
  thread_ts: string | undefined;
  text: string;
  key: string | undefined;
}

interface StubChannel {
  id: string;
  name: string;
  creator: string;
  created: number;
  members: Set<string>;
  is_archived: boolean;
}

/** How a call fails: with an error code, by doing it and losing the answer, or with a status. */
export type StubFault =
  | { error: string; errors?: Array<{ user: string; error: string; ok: false }> }
  | { lost: 'after' | 'before' }
  | { status: number; retryAfter?: number; after?: boolean };

export interface PlannedFault {
  method: string;
  fault: StubFault;
  times?: number;
  /** Only calls whose arguments match. */
  when?: (args: Args) => boolean;
}

export const bot = { teamId: 'T0TEST', userId: 'U0BOT', botId: 'B0BOT' };

/** Ids are new across all stubs of a file, whose tests share a database. */
let counter = 100;

export class StubSlack {
  readonly calls: Array<{ method: string; args: Args; at: number }> = [];
  readonly channels = new Map<string, StubChannel>();
  readonly messages: StubMessage[] = [];
  readonly pins: string[] = [];
  /** Who has notifications off, from when until when, in seconds. */
  readonly quiet = new Map<string, { from: number; until: number }>();
  #faults: Array<{ method: string; fault: StubFault; times: number; when: (a: Args) => boolean }> =
    [];
  #isHidden: (message: StubMessage) => boolean = () => false;
  #held = new Map<string, Promise<void>>();
  #frozen = new Map<string, { gate: Promise<void>; reach: () => void }>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  /** Opens on a free port and returns the address of the Web API. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  addChannel(name: string, members: string[] = [bot.userId]): StubChannel {
    const channel = {
      id: `C${this.#next()}`,
      name,
      creator: 'U0ANA',
      created: Math.floor(Date.now() / 1000),
      members: new Set(members),
      is_archived: false,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  fail({ method, fault, times = 1, when = () => true }: PlannedFault): void {
    this.#faults.push({ method, fault, times, when });
  }

  /** Keeps messages like these out of what is read, until the returned function is called. */
  hide(like: (message: StubMessage) => boolean): () => void {
    this.#isHidden = like;
    return () => {
      this.#isHidden = () => false;
    };
  }

  /** From now on every call fails like this, until the returned function is called. */
  deaf(fault: StubFault): () => void {
    const planned = { method: '*', fault, times: Number.POSITIVE_INFINITY, when: () => true };
    this.#faults.push(planned);
    return () => {
      planned.times = 0;
    };
  }

  /** Keeps calls of a method waiting before they are done, until the returned function is called. */
  hold(method: string): () => void {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#held.set(method, gate);
    return () => {
      this.#held.delete(method);
      release();
    };
  }

  /** Does what the next call of a method asks, but keeps the answer back until released. */
  holdAnswers(method: string): { reached: Promise<void>; release: () => void } {
    let release = () => {};
    let reach = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const reached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    this.#frozen.set(method, { gate, reach });
    return { reached, release };
  }

  count(method: string): number {
    return this.calls.filter((call) => call.method === method).length;
  }

  in(channelId: string): StubMessage[] {
    return this.messages.filter((message) => message.channel === channelId);
  }

  #next(): string {
    counter += 1;
    return String(counter);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const method = (request.url ?? '').replace('/api/', '');
    const args: Args = Object.fromEntries(new URLSearchParams(body));
    this.calls.push({ method, args, at: performance.now() });
    await this.#held.get(method);
    const fault = this.#take(method, args);
    if (fault) {
      this.#misbehave(response, method, args, fault);
      return;
    }
    const answer = this.#answer(method, args);
    const frozen = this.#frozen.get(method);
    this.#frozen.delete(method);
    frozen?.reach();
    await frozen?.gate;
    reply(response, 200, answer);
  }

  #take(method: string, args: Args): StubFault | undefined {
    const planned = this.#faults.find(
      (each) => ['*', method].includes(each.method) && each.times > 0 && each.when(args),
    );
    if (!planned) return undefined;
    planned.times -= 1;
    return planned.fault;
  }

  #misbehave(response: ServerResponse, method: string, args: Args, fault: StubFault): void {
    if ('error' in fault) {
      const { error, errors } = fault;
      reply(response, 200, { ok: false, error, ...(errors ? { errors } : {}) });
      return;
    }
    if ('lost' in fault) {
      if (fault.lost === 'after') this.#answer(method, args);
      response.socket?.destroy();
      return;
    }
    if (fault.after) this.#answer(method, args);
    const headers: Record<string, string> =
      fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    reply(response, fault.status, { ok: false, error: 'ratelimited' }, headers);
  }

  #answer(method: string, args: Args): Answer {
    const answers: Record<string, () => Answer> = {
      'auth.test': () => ({
        ok: true,
        team_id: bot.teamId,
        user_id: bot.userId,
        bot_id: bot.botId,
      }),
      'conversations.create': () => this.#create(args),
      'conversations.open': () => ({ ok: true, channel: { id: `D${args['users']}` } }),
      'conversations.join': () => this.#join(args),
      'conversations.setTopic': () =>
        this.channels.has(args['channel'] ?? '')
          ? { ok: true }
          : { ok: false, error: 'channel_not_found' },
      'conversations.archive': () => this.#archive(args),
      'conversations.unarchive': () => this.#unarchive(args),
      'conversations.history': () => this.#history(args, (message) => !message.thread_ts),
      'conversations.replies': () =>
        this.#history(args, (message) => message.thread_ts === args['ts']),
      'users.conversations': () => ({ ok: true, channels: [...this.channels.values()].map(shown) }),
      'chat.postMessage': () => this.#post(args),
      'chat.update': () => this.#update(args),
      'chat.delete': () => this.#delete(args),
      'chat.getPermalink': () => ({ ok: true, permalink: `https://x.test/${args['message_ts']}` }),
      'bookmarks.edit': () => ({ ok: true }),
      'bookmarks.add': () => ({ ok: true, bookmark: { id: `Bk${this.#next()}` } }),
      'pins.add': () => this.#pin(args),
      'dnd.info': () => this.#dnd(args),
      'files.getUploadURLExternal': () => ({ ok: true, upload_url: this.#url(), file_id: 'F1' }),
    };
    const answer = answers[method];
    return answer ? answer() : { ok: true };
  }

  #dnd({ user = '' }: Args): Answer {
    const { from, until } = this.quiet.get(user) ?? { from: 1, until: 1 };
    const dnd_enabled = this.quiet.has(user);
    return { ok: true, dnd_enabled, next_dnd_start_ts: from, next_dnd_end_ts: until };
  }

  #url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/upload`;
  }

  #create({ name = '' }: Args): Answer {
    if ([...this.channels.values()].some((channel) => channel.name === name)) {
      return { ok: false, error: 'name_taken' };
    }
    const channel = this.addChannel(name);
    channel.creator = bot.userId;
    return { ok: true, channel: { id: channel.id, name } };
  }

  #join({ channel = '' }: Args): Answer {
    this.channels.get(channel)?.members.add(bot.userId);
    return { ok: true };
  }

  #archive({ channel = '' }: Args): Answer {
    const found = this.channels.get(channel);
    if (found) found.is_archived = true;
    return { ok: true };
  }

  /** Whoever brings a channel back is not in it for that. */
  #unarchive({ channel = '' }: Args): Answer {
    const found = this.channels.get(channel);
    if (!found?.is_archived) return { ok: false, error: 'not_archived' };
    found.is_archived = false;
    found.members.delete(bot.userId);
    return { ok: true };
  }

  #post(args: Args): Answer {
    const channel = this.channels.get(args['channel'] ?? '');
    if (!channel && !args['channel']?.startsWith('D')) {
      return { ok: false, error: 'channel_not_found' };
    }
    if (channel?.is_archived) return { ok: false, error: 'is_archived' };
    if (channel && !channel.members.has(bot.userId)) return { ok: false, error: 'not_in_channel' };
    const message = {
      channel: args['channel'] ?? '',
      ts: `${Math.floor(Date.now() / 1000)}.${this.#next().padStart(6, '0')}`,
      thread_ts: args['thread_ts'],
      text: args['text'] ?? '',
      key: keyIn(args['metadata']),
    };
    this.messages.push(message);
    return { ok: true, channel: message.channel, ts: message.ts };
  }

  #update(args: Args): Answer {
    const message = this.messages.find(({ ts }) => ts === args['ts']);
    if (!message) return { ok: false, error: 'message_not_found' };
    const isThere = message.channel.startsWith('D') || this.channels.has(message.channel);
    if (!isThere) return { ok: false, error: 'channel_not_found' };
    message.text = args['text'] ?? '';
    return { ok: true };
  }

  #delete({ ts }: Args): Answer {
    const at = this.messages.findIndex((message) => message.ts === ts);
    if (at === -1) return { ok: false, error: 'message_not_found' };
    this.messages.splice(at, 1);
    return { ok: true };
  }

  #pin({ timestamp = '' }: Args): Answer {
    if (this.pins.includes(timestamp)) return { ok: false, error: 'already_pinned' };
    this.pins.push(timestamp);
    return { ok: true };
  }

  #history({ channel, oldest = '0' }: Args, among: (message: StubMessage) => boolean): Answer {
    const messages = this.messages
      .filter((each) => each.channel === channel && among(each))
      .filter((each) => Number(each.ts) >= Number(oldest) && !this.#isHidden(each))
      .map((each) => ({
        ts: each.ts,
        bot_id: bot.botId,
        metadata: { event_type: 'muster', event_payload: { k: each.key } },
      }));
    return { ok: true, messages };
  }
}

function shown({ id, name, creator, created }: StubChannel) {
  return { id, name, creator, created };
}

function keyIn(metadata: string | undefined): string | undefined {
  if (metadata === undefined) return undefined;
  return (JSON.parse(metadata) as { event_payload: { k: string } }).event_payload.k;
}

function reply(
  response: ServerResponse,
  status: number,
  body: Answer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
