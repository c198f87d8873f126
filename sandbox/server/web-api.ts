import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { factsOf } from '../methods/facts.ts';
import { methods } from '../methods/table.ts';
import type { FaultKind } from '../protocol-operate.ts';
import { Arguments } from './arguments.ts';
import type { Core } from './core.ts';
import { ofKind } from './faults.ts';
import { type MethodCall, SlackError } from './method.ts';
import type { App, Json } from './model.ts';
import { readRequest } from './read-request.ts';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** The body before it was written as JSON, for the journal. */
  said?: Json;
}

/** Methods that need no token. */
const open = new Set(['api.test', 'oauth.v2.access']);

/** `/api/<method>`: authentication, limits, scopes, documented arguments, latency and faults. */
export class WebApi {
  readonly #core: Core;
  #underWay = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Calls that have not been answered. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Answers one HTTP request. */
  async handle(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#underWay += 1;
    try {
      await this.#answer(method, request, response);
    } finally {
      this.#underWay -= 1;
    }
  }

  async #answer(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const read = await readRequest(request);
    const { token, ...raw } = read.values;
    const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const secret = bearer ?? (typeof token === 'string' ? token : undefined);
    const app = this.#appOf(secret);
    const channel = textOf(raw['channel'] ?? raw['channel_id']);
    const user = textOf(raw['user'] ?? raw['user_id']);
    const struck = this.#core.faults.strike({
      on: 'call',
      name: method,
      ...(channel === null ? {} : { channel }),
      ...(user === null ? {} : { user }),
    });
    const entry = this.#core.journal.begin({
      direction: 'call',
      name: method,
      app_id: app?.id ?? null,
      channel,
      user,
      request: raw,
      trouble: struck[0]?.kind ?? null,
    });
    const finish = (status: number, body: unknown): void =>
      this.#core.journal.finish(entry, status, body);
    const latency = this.#latency();
    if (latency > 0) await wait(latency / 2);
    const early = beforehand(struck);
    if (early !== undefined) {
      finish(early.status, early.said ?? early.body);
      return send(response, early);
    }
    if (ofKind(struck, 'refuse') !== undefined) {
      finish(0, null);
      response.destroy();
      return;
    }
    const before = ofKind(struck, 'hang')?.before === true;
    const answer = before ? undefined : await this.#perform(method, raw, secret, struck);
    if (latency > 0) await wait(latency / 2);
    await this.#reply({ request, response }, answer, struck, finish);
  }

  async #reply(
    { request, response }: { request: IncomingMessage; response: ServerResponse },
    answer: Answer | undefined,
    struck: readonly FaultKind[],
    finish: (status: number, body: unknown) => void,
  ): Promise<void> {
    const hook = ofKind(struck, 'hook');
    if (hook !== undefined) this.#core.hook(hook.name, request.headers['user-agent'] ?? '');
    const hang = ofKind(struck, 'hang');
    if (hang !== undefined) {
      finish(0, answer?.said ?? null);
      if (hang.ms === undefined) return;
      await wait(hang.ms, undefined, { ref: false });
    }
    if (ofKind(struck, 'drop') !== undefined || answer === undefined) {
      finish(0, answer?.said ?? null);
      response.destroy();
      return;
    }
    const after = ofKind(struck, 'fail_after');
    const sent: Answer =
      after === undefined
        ? answer
        : { status: after.status ?? 500, headers: {}, body: 'Internal Server Error' };
    finish(sent.status, sent.said ?? sent.body);
    send(response, sent);
  }

  async #perform(
    method: string,
    raw: Json,
    secret: string | undefined,
    struck: readonly FaultKind[],
  ): Promise<Answer> {
    const app = this.#appOf(secret);
    const headers: Record<string, string> = {
      'x-oauth-scopes': app === undefined ? '' : [...app.scopes].join(','),
      'x-accepted-oauth-scopes': (factsOf(method)?.scopes ?? []).join(','),
    };
    try {
      const rejected = ofKind(struck, 'reject');
      const call = this.#admit(method, raw, secret, app);
      if (call.limited !== undefined) return tooMany(call.limited);
      if (rejected !== undefined) throw new SlackError(rejected.error);
      const lag = this.#core.settings.visibilityLagMs;
      const delay = ofKind(struck, 'delay_visibility');
      // Methods are synchronous where they write, so the lag is set for this call alone.
      if (delay !== undefined) this.#core.settings.visibilityLagMs = delay.ms;
      let result: Json | Promise<Json>;
      try {
        result = call.run();
      } finally {
        this.#core.settings.visibilityLagMs = lag;
      }
      return json(headers, { ok: true, ...(await result) });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      return json(headers, { ok: false, error: error.code, ...error.extra });
    }
  }

  /** Everything that is checked before a method runs. Refusals are thrown, 429 is returned. */
  #admit(
    method: string,
    raw: Json,
    secret: string | undefined,
    app: App | undefined,
  ): { limited?: number; run: () => Json | Promise<Json> } {
    const implementation = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (implementation === undefined)
      throw new SlackError('unknown_method', { req_method: method });
    const caller = app ?? this.#anonymous(method, secret);
    const tokenKind = secret !== undefined && secret === app?.app_token ? 'app' : 'bot';
    this.#checkToken(method, app, tokenKind);
    const args = new Arguments(raw);
    const channel = args.text('channel');
    const limited = this.#core.settings.rateLimits
      ? this.#core.rates.take(caller.id, method, channel)
      : undefined;
    if (limited !== undefined) return { limited, run: () => ({}) };
    if (tokenKind === 'bot') checkScopes(method, caller);
    checkRequired(method, args);
    const bot = this.#core.workspace.users.get(caller.bot_user_id);
    if (bot === undefined) throw new SlackError('account_inactive');
    const call: MethodCall = {
      method,
      args,
      app: caller,
      bot,
      tokenKind,
      workspace: this.#core.workspace,
      services: this.#core,
    };
    return { run: () => implementation(call) };
  }

  #anonymous(method: string, secret: string | undefined): App {
    const [first] = this.#core.workspace.apps.values();
    if (open.has(method) && first !== undefined) return first;
    throw new SlackError(secret === undefined ? 'not_authed' : 'invalid_auth');
  }

  #checkToken(method: string, app: App | undefined, kind: 'bot' | 'app'): void {
    if (app === undefined) return;
    if (app.revoked) throw new SlackError('token_revoked');
    const forApps = method === 'apps.connections.open';
    if (forApps !== (kind === 'app') && method !== 'auth.test' && !open.has(method))
      throw new SlackError('not_allowed_token_type');
  }

  #appOf(secret: string | undefined): App | undefined {
    if (secret === undefined) return undefined;
    for (const app of this.#core.workspace.apps.values())
      if (app.bot_token === secret || app.app_token === secret) return app;
    return undefined;
  }

  #latency(): number {
    const { leastMs, mostMs } = this.#core.settings.latency;
    return mostMs === 0 ? 0 : this.#core.random.between(leastMs, mostMs);
  }
}

function checkScopes(method: string, app: App): void {
  const needed = factsOf(method)?.scopes ?? [];
  if (needed.length === 0 || needed.some((scope) => app.scopes.has(scope))) return;
  throw new SlackError('missing_scope', {
    needed: needed.join(','),
    provided: [...app.scopes].join(','),
  });
}

function checkRequired(method: string, args: Arguments): void {
  const missing = Object.entries(factsOf(method)?.args ?? {})
    .filter(([name, fact]) => fact.required && name !== 'token' && !args.has(name))
    .map(([name]) => `[ERROR] missing required field: ${name}`);
  if (missing.length > 0)
    throw new SlackError('invalid_arguments', { response_metadata: { messages: missing } });
}

/** Faults that answer before anything is done. */
function beforehand(struck: readonly FaultKind[]): Answer | undefined {
  const limit = ofKind(struck, 'rate_limit');
  if (limit !== undefined)
    return tooMany(limit.retry_after_s === undefined ? 1 : limit.retry_after_s);
  const fail = ofKind(struck, 'fail_before');
  if (fail !== undefined)
    return { status: fail.status ?? 500, headers: {}, body: 'Internal Server Error' };
  if (ofKind(struck, 'malformed') !== undefined) {
    const body = '<!doctype html><title>Something went wrong</title><p>Try again in a moment.';
    return { status: 200, headers: { 'content-type': 'text/html' }, body };
  }
  return undefined;
}

function tooMany(seconds: number | null): Answer {
  const answer = json({}, { ok: false, error: 'ratelimited' });
  const headers = seconds === null ? {} : { 'retry-after': String(seconds) };
  return { ...answer, status: 429, headers: { ...answer.headers, ...headers } };
}

function json(headers: Record<string, string>, body: Json): Answer {
  return {
    status: 200,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    said: body,
  };
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
