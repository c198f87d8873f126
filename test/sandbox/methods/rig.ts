import { type WebAPICallResult, WebClient } from '@slack/web-api';
import { idOf } from '../../../sandbox/cast.ts';
import { documentedErrors, factsOf, methodNames } from '../../../sandbox/methods/facts.ts';
import type { Act, ActResult } from '../../../sandbox/protocol.ts';
import type { Channel } from '../../../sandbox/server/model.ts';
import { instant } from '../../../sandbox/server/settings.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/start.ts';

/** A local Slack without waits and limits, and the real client of its app's bot. */
export interface Rig {
  readonly slack: Sandbox;
  readonly bot: WebClient;
  /** A new channel that the bot made, with `members` of the cast in it. */
  room(name: string, ...members: string[]): Promise<string>;
  /** A channel that a member of the cast made, without the bot. */
  foreign(name: string, user?: string, is_private?: boolean): Promise<string>;
  /** The channel with this id, as the workspace holds it. */
  channel(id: string): Channel;
  /** Does what a person does, and fails when the person could not. */
  act(done: Act): Promise<ActResult>;
  /** The bot says something; the answer is its ts. */
  say(channel: string, text: string): Promise<string>;
}

/** Starts a rig; the caller closes `slack`. */
export async function startRig(): Promise<Rig> {
  const slack = await startSandbox({ settings: instant });
  // Tests of scopes take them away; all others are about something else.
  for (const scope of methodNames.flatMap((name) => factsOf(name)?.scopes ?? [])) {
    slack.app.scopes.add(scope);
  }
  const bot = clientOf(slack, slack.app.bot_token);
  const act = async (done: Act): Promise<ActResult> => {
    const result = await slack.act(done);
    if (!result.ok) throw new Error(`${done.type}: ${result.error ?? 'failed'}`);
    return result;
  };
  const channel = (id: string): Channel => {
    const found = slack.workspace.channels.get(id);
    if (found === undefined) throw new Error(`no channel ${id}`);
    return found;
  };
  return {
    slack,
    bot,
    act,
    channel,
    room: async (name, ...members) => {
      const id = textAt(await bot.conversations.create({ name }), 'channel', 'id');
      const users = members.map(idOf).join(',');
      if (users !== '') await bot.conversations.invite({ channel: id, users });
      return id;
    },
    foreign: async (name, user = 'manager', is_private = false) => {
      await act({ type: 'create_channel', user, name, is_private });
      return slack.workspace.findChannel(name)?.id ?? '';
    },
    say: async (place, text) => textAt(await bot.chat.postMessage({ channel: place, text }), 'ts'),
  };
}

/** The real client, which repeats nothing by itself. */
export function clientOf(slack: Sandbox, token: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
}

const nothing = (): void => undefined;
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => 'error' as never,
};

/**
 * The code with which the call is refused, `ok` when it is not. Fails when the code is none that
 * Slack documents for the method.
 */
export async function codeOf(rig: Rig, method: string, args: Args): Promise<string> {
  const answer = await answerTo(rig, method, args);
  if (answer.ok) return 'ok';
  const error = textAt(answer, 'error');
  if (!documentedErrors(method).has(error)) {
    throw new Error(`${method} is not documented to answer ${error}`);
  }
  return error;
}

export type Args = Record<string, unknown>;

/** The whole answer, refused or not. */
export async function answerTo(rig: Rig, method: string, args: Args): Promise<WebAPICallResult> {
  try {
    return await rig.bot.apiCall(method, args);
  } catch (error) {
    const { data } = error as { data?: WebAPICallResult };
    if (data === undefined) throw error;
    return data;
  }
}

/** The text at a path in an answer; fails when there is none. */
export function textAt(answer: unknown, ...path: (string | number)[]): string {
  const value = at(answer, ...path);
  if (typeof value !== 'string') throw new Error(`no text at ${path.join('.')}`);
  return value;
}

/** What stands at a path in an answer; undefined when the path leads nowhere. */
export function at(answer: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Args | undefined)?.[key], answer);
}
