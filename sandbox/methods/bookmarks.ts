import type { BookmarksAddResponse, BookmarksListResponse } from '@slack/web-api';
import { removeBookmark, saveBookmark } from '../server/channels.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Bookmark, Channel, Json } from '../server/model.ts';
import { channelOf } from './access.ts';

/** The links above a channel's messages. */
export const bookmarks: Methods = {
  'bookmarks.add': add,
  'bookmarks.edit': edit,
  'bookmarks.list': list,
  'bookmarks.remove': remove,
};

/** In characters. */
const titleMax = 256;
const linkMax = 2048;

function add(call: MethodCall): Json {
  const { workspace, args, bot, app } = call;
  const channel = writableChannel(call);
  if (args.text('type') !== 'link') throw new SlackError('invalid_bookmark_type');
  const now = workspace.clock.seconds();
  const bookmark: Bookmark = {
    id: workspace.ids.next('Bk'),
    channel_id: channel.id,
    title: titleOf(call) ?? '',
    type: 'link',
    link: linkOf(call) ?? refuseLink(),
    emoji: emojiOf(call) ?? '',
    entity_id: args.text('entity_id') ?? null,
    icon_url: null,
    date_created: now,
    date_updated: 0,
    rank: rankAfter(channel),
    last_updated_by_user_id: bot.id,
    last_updated_by_team_id: workspace.team.id,
    shortcut_id: null,
    app_id: app.id,
    app_action_id: null,
  };
  saveBookmark(workspace, channel, bookmark);
  return { bookmark: shown(bookmark) };
}

function edit(call: MethodCall): Json {
  const { workspace, bot } = call;
  const channel = writableChannel(call);
  const old = bookmarkOf(call, channel);
  const bookmark: Bookmark = {
    ...old,
    title: titleOf(call) ?? old.title,
    link: linkOf(call) ?? old.link,
    emoji: emojiOf(call) ?? old.emoji,
    date_updated: workspace.clock.seconds(),
    last_updated_by_user_id: bot.id,
  };
  saveBookmark(workspace, channel, bookmark);
  return { bookmark: shown(bookmark) };
}

function list(call: MethodCall): Json {
  const channel = channelOf(call, 'channel_id');
  const all = channel.bookmarks.map(shown);
  return { bookmarks: all } satisfies Pick<BookmarksListResponse, 'bookmarks'>;
}

function remove(call: MethodCall): Json {
  const channel = writableChannel(call);
  removeBookmark(call.workspace, channel, bookmarkOf(call, channel));
  return {};
}

/** Bookmarks are for members to change, and stay as they are in an archived channel. */
function writableChannel(call: MethodCall): Channel {
  const channel = channelOf(call, 'channel_id');
  const writable = channel.members.has(call.bot.id) && !channel.archived;
  if (!writable) throw new SlackError('permission_denied');
  return channel;
}

function bookmarkOf(call: MethodCall, channel: Channel): Bookmark {
  const id = call.args.text('bookmark_id');
  const bookmark = channel.bookmarks.find((each) => each.id === id);
  if (bookmark === undefined) throw new SlackError('not_found');
  return bookmark;
}

function titleOf(call: MethodCall): string | undefined {
  const title = call.args.text('title');
  if (title !== undefined && [...title].length > titleMax)
    throw new SlackError('invalid_arguments');
  return title;
}

function linkOf(call: MethodCall): string | undefined {
  const link = call.args.text('link');
  if (link === undefined) return undefined;
  const web = URL.canParse(link) && /^(https?|mailto):/i.test(link);
  return web && [...link].length <= linkMax ? link : refuseLink();
}

function refuseLink(): never {
  throw new SlackError('invalid_link');
}

function emojiOf(call: MethodCall): string | undefined {
  const emoji = call.args.text('emoji');
  if (emoji !== undefined && !/^:[a-z0-9_+'-]+:$/.test(emoji))
    throw new SlackError('invalid_emoji');
  return emoji;
}

/** Ranks are words whose order is the order on the screen. */
function rankAfter(channel: Channel): string {
  return (channel.bookmarks.length + 1).toString(36).padStart(4, '0');
}

function shown(bookmark: Bookmark): NonNullable<BookmarksAddResponse['bookmark']> & Json {
  // Slack says null where the SDK's types say that the key is missing.
  const { entity_id, icon_url, shortcut_id, app_id, app_action_id, ...rest } = bookmark;
  const nullable: Json = { entity_id, icon_url, shortcut_id, app_id, app_action_id };
  return { ...rest, ...nullable };
}
