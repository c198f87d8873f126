import type { Arguments } from './arguments.ts';
import type { App, Channel, Json, Message, Ts, User } from './model.ts';
import type { Settings } from './settings.ts';
import type { Uploads } from './uploads.ts';
import type { ViewDesk } from './views.ts';
import type { Workspace } from './workspace.ts';

/**
 * An answer `{ok: false, error}`. `extra` joins the answer's top level (`needed`, `errors`,
 * `response_metadata` …).
 */
export class SlackError extends Error {
  readonly code: string;
  readonly extra: Json;

  constructor(code: string, extra: Json = {}) {
    super(code);
    this.name = 'SlackError';
    this.code = code;
    this.extra = extra;
  }
}

/** What every method can use beside its arguments. */
export interface Services {
  /** Modals and Home: views.open, push, update, publish go through here. */
  readonly views: ViewDesk;
  /** getUploadURLExternal and completeUploadExternal. */
  readonly uploads: Uploads;
  readonly settings: Settings;
  /** A one-time `wss`-like URL for Socket Mode (apps.connections.open). */
  socketUrl(app: App): string;
}

/** One call of a Web API method, after authentication, scopes and documented arguments. */
export interface MethodCall {
  readonly method: string;
  readonly args: Arguments;
  /** Who calls: the app, and its bot user. */
  readonly app: App;
  readonly bot: User;
  readonly tokenKind: 'bot' | 'app';
  readonly workspace: Workspace;
  readonly services: Services;
}

/** What a method answers, without `ok: true`; refusals are thrown as `SlackError`. */
export type MethodImplementation = (call: MethodCall) => Json | Promise<Json>;

/** A family of methods by name: `export const pins: Methods = { 'pins.add': … }`. */
export type Methods = Readonly<Record<string, MethodImplementation>>;

/**
 * The message as reads see it now: undefined while it is not visible yet, the older text while an
 * edit is not. Writes (update, pin, react, delete) look at `channel.messages` and never lag.
 */
export function readable(message: Message, realNow = Date.now()): Message | undefined {
  if (message.visibleFrom > realNow) return undefined;
  if (message.before !== undefined && message.before.until > realNow) return message.before.message;
  return message;
}

/** All messages of a channel as reads see them now, oldest first. */
export function readableMessages(channel: Channel): Message[] {
  const realNow = Date.now();
  const seen: Message[] = [];
  for (const message of channel.messages.values()) {
    const visible = readable(message, realNow);
    if (visible !== undefined) seen.push(visible);
  }
  return seen;
}

/** The message with this ts, or `message_not_found`. */
export function messageAt(channel: Channel, ts: Ts, code = 'message_not_found'): Message {
  const message = channel.messages.get(ts);
  if (message === undefined || message.tombstone) throw new SlackError(code);
  return message;
}
