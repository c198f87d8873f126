import { isDrawn } from '../incident/numbers.ts';
import type { Policy } from '../policy/schema.ts';
import { type Answers, SlackCallError, type SlackClient } from '../slack/client.ts';

/** What Slack has of Muster's making. */

/** A channel that our bot made. */
export interface OwnChannel {
  id: string;
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  createdAt: Date;
  /** The number in its name, by the policy's pattern; null where it has none. */
  number: number | null;
  /** What its description or its name says it is about. */
  title: string;
}

/** A message that our bot wrote. */
export interface OwnMessage {
  channelId: string;
  ts: string;
  /** Its key in the metadata, by which the outbox knows it; null where it has none. */
  key: string | null;
  text: string;
}

/** Slack lists 200 at a time. */
const pageSize = 200;
/** Channels are listed up to so many pages. */
const mostPages = 50;

/** Who the token is. */
export async function ourselves(slack: SlackClient): Promise<{ userId: string; teamId: string }> {
  const answer = await slack.call('auth.test', {}, 'reconcile');
  return { userId: answer.user_id ?? '', teamId: answer.team_id ?? '' };
}

/** Whether that is somebody who works in the workspace: no app, and not gone. */
export async function isMember(slack: SlackClient, user: string): Promise<boolean> {
  try {
    const { user: found } = await slack.call('users.info', { user }, 'reconcile');
    return found !== undefined && !found.deleted && !found.is_bot;
  } catch (error) {
    if (error instanceof SlackCallError && error.code === 'user_not_found') return false;
    throw error;
  }
}

/** The channels that our bot made and is in, archived ones too. */
export async function ownChannels(
  slack: SlackClient,
  userId: string,
  policy: Policy,
): Promise<OwnChannel[]> {
  const found: OwnChannel[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: Answers['users.conversations'] = await slack.call(
      'users.conversations',
      {
        types: 'public_channel,private_channel',
        limit: pageSize,
        ...(cursor ? { cursor } : {}),
      },
      'reconcile',
    );
    const ours = (answer.channels ?? []).filter(({ creator }) => creator === userId);
    found.push(...ours.map((each) => ownChannel(each, policy)));
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return found;
}

type Listed = NonNullable<Answers['users.conversations']['channels']>[number];

function ownChannel(channel: Listed, policy: Policy): OwnChannel {
  const { id = '', name = '', purpose } = channel;
  const isPrivate = channel.is_private ?? false;
  const number = numberIn(name, isPrivate ? policy.room.private_name : policy.room.name);
  // As the room's description says it: `#12 Checkout is failing. Declared by …`
  const [, said] = /#\d+ (.+?)\. /.exec(purpose?.value ?? '') ?? [];
  return {
    id,
    name,
    isPrivate,
    isArchived: channel.is_archived ?? false,
    createdAt: new Date((channel.created ?? 0) * 1000),
    number,
    title: said ?? wordsOf(name),
  };
}

/** The number in a channel's name, where the pattern has one. */
export function numberIn(name: string, pattern: string): number | null {
  const parts = pattern.split('{number}');
  if (parts.length < 2) return null;
  const before = (parts[0] ?? '').replaceAll(/\{\w+\}/g, '\0');
  const escaped = before.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\0', '[a-z0-9_-]*?');
  const [, digits] = new RegExp(`^${escaped}(\\d{1,7})(?![0-9a-z])`).exec(name) ?? [];
  return digits === undefined ? null : Number(digits);
}

function wordsOf(name: string): string {
  const words = name
    .replace(/^[a-z]+[-_]\d+[-_]?/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

/** What our bot wrote in a channel since an instant; the latest 200 messages are looked at. */
export async function ownMessages(
  slack: SlackClient,
  { channelId, sinceAt, userId }: { channelId: string; sinceAt: Date; userId: string },
): Promise<OwnMessage[]> {
  const { messages = [] } = await slack.call(
    'conversations.history',
    {
      channel: channelId,
      limit: pageSize,
      oldest: (sinceAt.getTime() / 1000).toFixed(6),
      include_all_metadata: true,
    },
    'reconcile',
  );
  return messages.flatMap((each) => {
    const { metadata } = each as { metadata?: { event_type?: string; event_payload?: object } };
    const key = (metadata?.event_payload as { k?: unknown } | undefined)?.k;
    if (each.user !== userId || each.subtype !== undefined) return [];
    const isOurs = metadata?.event_type === 'muster' && typeof key === 'string';
    return [{ channelId, ts: each.ts ?? '', key: isOurs ? key : null, text: each.text ?? '' }];
  });
}

/** The highest number that Slack shows to have been given to a public incident; 0 where it shows none. */
export function highestNumber(channels: OwnChannel[], messages: OwnMessage[]): number {
  const named = channels.flatMap(({ number }) => number ?? []);
  // A card or an announcement; a number that somebody typed into a note says nothing.
  const said = messages.flatMap(({ text }) => {
    const [, digits] = /^:[\w+-]+: #(\d{1,7})\b/.exec(text) ?? [];
    return digits === undefined ? [] : Number(digits);
  });
  return Math.max(0, ...[...named, ...said].filter((number) => !isDrawn(number)));
}
