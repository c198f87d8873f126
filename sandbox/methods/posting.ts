import { openDirect } from '../server/channels.ts';
import type { Draft } from '../server/messages.ts';
import { type MethodCall, SlackError } from '../server/method.ts';
import type { Channel } from '../server/model.ts';
import { canSee, missingScope, requireLive } from './access.ts';
import { contentOf, isEmpty } from './content.ts';
import { isTs } from './timestamp.ts';

/**
 * Where a `chat.*` call says something: a channel by id or by name, or the direct messages with
 * the member whose id stands there. Checks that the caller may post in that place.
 */
export function postingPlace(call: MethodCall): Channel {
  const channel = namedPlace(call);
  if (channel === undefined || !canSee(call, channel)) throw new SlackError('channel_not_found');
  requireLive(channel);
  const inside = channel.members.has(call.bot.id);
  if (!inside && !call.app.scopes.has('chat:write.public')) throw new SlackError('not_in_channel');
  if (isRestricted(call, channel)) throw new SlackError('restricted_action');
  return channel;
}

function namedPlace(call: MethodCall): Channel | undefined {
  const { workspace, args, bot, app } = call;
  const name = args.required('channel', 'channel_not_found');
  const user = workspace.users.get(name);
  if (user === undefined) return directWithLiving(call, workspace.findChannel(name));
  if (user.deleted || user.id === bot.id) return undefined;
  if (!app.messages_tab) throw new SlackError('messages_tab_disabled');
  return openDirect(workspace, [bot.id, user.id]);
}

/** Direct messages with a member who was deactivated can no longer be found. */
function directWithLiving(call: MethodCall, channel: Channel | undefined): Channel | undefined {
  if (channel?.kind !== 'im') return channel;
  const gone = [...channel.members].some((id) => call.workspace.users.get(id)?.deleted === true);
  return gone ? undefined : channel;
}

function isRestricted(call: MethodCall, channel: Channel): boolean {
  const closed = call.workspace.settings.strict?.noPostingIn.includes(channel.name) === true;
  const few = channel.postingRestrictedTo;
  return closed || (few !== undefined && !few.has(call.bot.id));
}

/** The message that the arguments describe, by this app in `channel`; `no_text` when it is empty. */
export function draftOf(call: MethodCall, channel: Channel): Draft {
  const { args, bot, app } = call;
  const content = contentOf(call);
  if (isEmpty(content)) throw new SlackError('no_text');
  const { text = '', metadata, ...rest } = content;
  const draft: Draft = { ...rest, channel, user: bot.id, app, text };
  if (metadata !== undefined && metadata !== null) draft.metadata = metadata;
  const thread = args.text('thread_ts');
  if (thread !== undefined) {
    draft.thread_ts = rootTs(channel, thread);
    if (args.flag('reply_broadcast')) Object.assign(draft, broadcast);
  }
  return { ...draft, ...disguise(call) };
}

const broadcast = { broadcast: true, subtype: 'thread_broadcast' } as const;

/** Threads hang on their first message: answering a reply answers its thread. */
function rootTs(channel: Channel, ts: string): string {
  if (!isTs(ts)) throw new SlackError('invalid_arguments');
  return channel.messages.get(ts)?.thread_ts ?? ts;
}

/** Another name or picture than the app's own needs a scope for it. */
function disguise(call: MethodCall): Pick<Draft, 'username' | 'icons' | 'subtype'> {
  const { args } = call;
  const username = args.text('username');
  const emoji = args.text('icon_emoji');
  const image = args.text('icon_url');
  if (username === undefined && emoji === undefined && image === undefined) return {};
  const scope = 'chat:write.customize';
  if (!call.app.scopes.has(scope)) throw missingScope(call, scope);
  const icons = {
    ...(emoji === undefined ? {} : { emoji }),
    ...(image === undefined ? {} : { image_64: image }),
  };
  return {
    subtype: 'bot_message',
    ...(username === undefined ? {} : { username }),
    ...(Object.keys(icons).length === 0 ? {} : { icons }),
  };
}
