import type { MethodCall } from '../server/method.ts';
import { SlackError } from '../server/method.ts';
import type { Channel, User } from '../server/model.ts';
import { factsOf } from './facts.ts';

const scopePrefix = {
  public: 'channels:',
  private: 'groups:',
  im: 'im:',
  mpim: 'mpim:',
} as const satisfies Record<Channel['kind'], string>;

/**
 * The channel whose id the argument `name` holds. A private channel, or a direct message, of which
 * the caller is no member answers `channel_not_found`, just as one that does not exist. A token
 * without a scope for channels of this kind answers `missing_scope`.
 */
export function channelOf(call: MethodCall, name = 'channel'): Channel {
  const channel = call.workspace.channels.get(call.args.required(name, 'channel_not_found'));
  if (channel === undefined || !canSee(call, channel)) throw new SlackError('channel_not_found');
  requireScopeFor(call, channel.kind);
  return channel;
}

/** True when the caller may know that this channel exists. */
export function canSee(call: MethodCall, channel: Channel): boolean {
  return channel.kind === 'public' || channel.members.has(call.bot.id);
}

/**
 * Refuses with `missing_scope` when none of the method's scopes that the token holds is for
 * conversations of this kind: `channels:*` opens public channels, `groups:*` private ones.
 */
export function requireScopeFor(call: MethodCall, kind: Channel['kind']): void {
  const scopes = factsOf(call.method)?.scopes ?? [];
  const fitting = scopes.filter((scope) => scope.startsWith(scopePrefix[kind]));
  if (fitting.length === 0 || fitting.some((scope) => call.app.scopes.has(scope))) return;
  throw missingScope(call, fitting.join(','));
}

/** The refusal that names the scope a token lacks and those it has. */
export function missingScope(call: MethodCall, needed: string): SlackError {
  return new SlackError('missing_scope', { needed, provided: [...call.app.scopes].join(',') });
}

/** Refuses with `not_in_channel` when the caller's bot user is no member. */
export function requireMembership(call: MethodCall, channel: Channel): void {
  if (!channel.members.has(call.bot.id)) throw new SlackError('not_in_channel');
}

/** Refuses a channel of another kind than those given: direct messages have no topic or name. */
export function requireKind(channel: Channel, ...kinds: Channel['kind'][]): void {
  if (!kinds.includes(channel.kind)) {
    throw new SlackError('method_not_supported_for_channel_type');
  }
}

/** Refuses a channel that is archived: nothing but reading and unarchiving works there. */
export function requireLive(channel: Channel, code = 'is_archived'): void {
  if (channel.archived) throw new SlackError(code);
}

/** The member with this id; ids only, as in Slack: handles are not accepted. */
export function userOf(call: MethodCall, name = 'user', code = 'user_not_found'): User {
  const user = call.workspace.users.get(call.args.required(name, code));
  if (user === undefined) throw new SlackError(code);
  return user;
}
