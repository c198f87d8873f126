import type { Check, Finding, Wrong } from '../incident/findings.ts';
import { isEnded } from '../incident/lookup.ts';
import type { Mend } from '../incident/repair.ts';
import type { Incident, UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { type Answers, type Method, SlackCallError } from '../slack/client.ts';
import type { ViewContext } from '../views/context.ts';
import { sameMessage, sameText } from './doctor-same.ts';
import type { Renderer } from './render.ts';
import { isNamed, roomName, roomPrefix } from './room-name.ts';
import type { Address } from './row-json.ts';

/** What Slack is asked, and what is made of its answers. Each thing is looked at on its own. */

export interface Looking {
  incident: Incident;
  policy: Policy;
  places: Record<string, Address>;
  view: ViewContext;
  render: Pick<Renderer, 'card' | 'news' | 'topic' | 'purpose' | 'bookmark'>;
  /** User id of the bot. */
  self: UserId;
  /** Scopes that the manifest asks for. */
  scopes: readonly string[];
  /** Types of syncs that are on their way: what they show may be old for a moment. */
  underway: readonly string[];
  /** Who should be in the room. */
  people(): Promise<UserId[]>;
  call<M extends Method>(method: M, args: Record<string, unknown>): Promise<Answers[M]>;
}

/** Messages to audiences that are looked at; each costs a call. */
const mostTold = 3;
/** Members that are read of a room, a thousand with each call. */
const memberPages = 3;

/** Looks at everything in Slack, at once; about seven calls, each of which may fail alone. */
export async function looks(looking: Looking): Promise<Finding[]> {
  const { room } = looking.places;
  const all = await Promise.all([
    seen('token', () => token(looking)),
    ...(looking.incident.state.place === 'record' ? [] : [roomFindings(looking)]),
    ...(room && room.threadTs === null ? [seen('invite', () => people(looking, room))] : []),
    ...(looking.incident.isPrivate ? [] : [seen('news', () => news(looking))]),
    seen('told', () => told(looking)),
  ]);
  return all.flat();
}

async function seen(check: Check, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof SlackCallError)) throw error;
    return [{ check, is: 'unseen', error: error.code }];
  }
}

const fine = (check: Check): Finding => ({ check, is: 'fine' });
const wrong = (check: Check, is: Wrong, mend?: Mend): Finding => ({
  check,
  is: 'wrong',
  wrong: is,
  ...(mend ? { mend } : {}),
});

/** Codes that say that the app is let in no more. */
const refused = new Set(['invalid_auth', 'account_inactive', 'token_revoked', 'token_expired']);

async function token({ call, scopes }: Looking): Promise<Finding[]> {
  try {
    const { response_metadata: about } = await call('auth.test', {});
    const given = about?.scopes ?? [];
    const lacking = given.length === 0 ? [] : scopes.filter((scope) => !given.includes(scope));
    if (lacking.length === 0) return [fine('token')];
    return [wrong('token', { is: 'scopes', scopes: lacking })];
  } catch (error) {
    if (!(error instanceof SlackCallError) || !refused.has(error.code)) throw error;
    return [wrong('token', { is: 'no_token', error: error.code })];
  }
}

/** The room and all that is in it; without a room there is nothing to look for. */
async function roomFindings(looking: Looking): Promise<Finding[]> {
  const { places, incident } = looking;
  const { room } = places;
  if (!room) return [wrong('room', { is: 'no_room' }, 'room')];
  if (room.threadTs !== null) return seen('card', () => card(looking, room));
  let channel: NonNullable<Answers['conversations.info']['channel']>;
  try {
    const answer = await looking.call('conversations.info', { channel: room.channelId });
    channel = answer.channel ?? {};
  } catch (error) {
    if (!(error instanceof SlackCallError)) throw error;
    if (error.code !== 'channel_not_found')
      return [{ check: 'room', is: 'unseen', error: error.code }];
    // A private channel that we were put out of cannot be told from one that is gone.
    return incident.isPrivate
      ? [wrong('room', { is: 'bot_out_private' })]
      : [wrong('room', { is: 'room_gone' }, 'room')];
  }
  if (channel.is_archived) {
    if (isEnded(incident.phase)) return [fine('room')];
    return [wrong('room', { is: 'archived' }, 'room')];
  }
  const header = headerFindings(looking, room, channel);
  if (incident.isPrivate && channel.is_private === false) {
    return [wrong('room', { is: 'everybodys' }, 'room'), ...header];
  }
  // What stands in it can only be read from within.
  if (!channel.is_member) return [wrong('room', { is: 'bot_out' }, 'room'), ...header];
  const [inside, marked] = await Promise.all([
    seen('card', () => card(looking, room)),
    seen('bookmark', () => bookmark(looking, room)),
  ]);
  return [fine('room'), ...header, ...inside, ...marked];
}

function headerFindings(
  { incident, policy, render, view, underway }: Looking,
  room: Address,
  channel: NonNullable<Answers['conversations.info']['channel']>,
): Finding[] {
  const text = (check: 'topic' | 'purpose', shown: string | undefined, wanted: string) =>
    underway.includes(`sync_${check}`) ||
    sameText(shown ?? '', wanted.slice(0, 250)) ||
    isCut(shown, wanted)
      ? fine(check)
      : wrong(check, { is: 'changed' }, check);
  const name = channel.name ?? '';
  const prefix = roomPrefix(incident, policy);
  const wanted = roomName(incident, policy, '');
  return [
    !room.ours || isNamed(name, prefix)
      ? fine('name')
      : wrong('name', { is: 'renamed', name, wanted }, 'room'),
    text('topic', channel.topic?.value, render.topic(view)),
    text('purpose', channel.purpose?.value, render.purpose(view)),
  ];
}

/** Slack's 250 characters, the last of which says that there is more. */
function isCut(shown: string | undefined, wanted: string): boolean {
  return wanted.length > 250 && sameText(shown ?? '', `${wanted.slice(0, 249)}…`);
}

async function card(looking: Looking, room: Address): Promise<Finding[]> {
  const { places, render, view, underway } = looking;
  const { card: at } = places;
  const isComing = underway.includes('sync_card');
  const missing = [isComing ? fine('card') : wrong('card', { is: 'gone' }, 'card')];
  if (!at?.ts || at.channelId !== room.channelId) return missing;
  const message = await messageAt(looking, at.channelId, at.ts, room.threadTs);
  if (!message) return missing;
  const isSame = isComing || sameMessage(message, render.card(view));
  const { pinned_to: pinned = [] } = message as { pinned_to?: unknown[] };
  return [
    isSame ? fine('card') : wrong('card', { is: 'old' }, 'card'),
    ...(room.threadTs !== null
      ? []
      : [pinned.length > 0 ? fine('pin') : wrong('pin', { is: 'unpinned' }, 'pin')]),
  ];
}

async function bookmark(
  { call, places, render, view }: Looking,
  room: Address,
): Promise<Finding[]> {
  const { bookmark: at, card: to } = places;
  const { bookmarks = [] } = await call('bookmarks.list', { channel_id: room.channelId });
  const there = bookmarks.find(({ id }) => id === at?.ts);
  if (!there) return [wrong('bookmark', { is: 'gone' }, 'bookmark')];
  const isTitled = sameText(there.title ?? '', render.bookmark(view).slice(0, 250));
  const leads = there.link?.includes(`p${to?.ts?.replace('.', '')}`) ?? false;
  return [isTitled && leads ? fine('bookmark') : wrong('bookmark', { is: 'old' }, 'bookmark')];
}

async function news(looking: Looking): Promise<Finding[]> {
  const { policy, places, render, view, underway } = looking;
  if (policy.announce.channel === undefined) return [];
  if (underway.includes('sync_news')) return [fine('news')];
  const { news: at } = places;
  if (!at?.ts) return [wrong('news', { is: 'gone' }, 'news')];
  const message = await messageOrLink(looking, at.channelId, at.ts);
  if (!message) return [wrong('news', { is: 'gone' }, 'news')];
  if (message === 'there') return [fine('news')];
  if (sameMessage(message, render.news(view))) return [fine('news')];
  return [wrong('news', { is: 'old' }, 'news')];
}

async function told(looking: Looking): Promise<Finding[]> {
  const first = Object.entries(looking.places).filter(([place]) => place.startsWith('told:'));
  const found = await Promise.all(
    first.slice(0, mostTold).map(async ([, { channelId, ts }]) => {
      const message = ts === null ? 'there' : await messageOrLink(looking, channelId, ts);
      return message ? null : wrong('told', { is: 'told_gone', channelId });
    }),
  );
  if (found.length === 0) return [];
  const gone = found.filter((each) => each !== null);
  return gone.length > 0 ? gone : [fine('told')];
}

async function people(looking: Looking, room: Address): Promise<Finding[]> {
  const wanted = await looking.people();
  const members = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < memberPages; page += 1) {
    const answer = await looking.call('conversations.members', {
      channel: room.channelId,
      limit: 1000,
      ...(cursor ? { cursor } : {}),
    });
    for (const userId of answer.members ?? []) members.add(userId);
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) break;
  }
  const out = wanted.filter((userId) => !members.has(userId));
  // More members than were read: whoever is missing may be among the rest.
  if (out.length === 0 || cursor) return [fine('invite')];
  return [wrong('invite', { is: 'people_out', people: out }, 'invite')];
}

/** One message as it stands there; null where it is gone. */
async function messageAt({ call }: Looking, channel: string, ts: string, threadTs: string | null) {
  const at = { channel, latest: ts, oldest: ts, inclusive: true, limit: 1 };
  const { messages = [] } =
    threadTs === null || threadTs === ts
      ? await call('conversations.history', at)
      : await call('conversations.replies', { ...at, ts: threadTs });
  return messages.find((each) => each.ts === ts) ?? null;
}

/**
 * The same in a channel that we write in without being a member: what stands there nobody tells us
 * then, only that it does.
 */
async function messageOrLink(looking: Looking, channel: string, ts: string) {
  try {
    return await messageAt(looking, channel, ts, null);
  } catch (error) {
    if (!(error instanceof SlackCallError) || error.code !== 'not_in_channel') throw error;
  }
  try {
    await looking.call('chat.getPermalink', { channel, message_ts: ts });
    return 'there';
  } catch (error) {
    if (!(error instanceof SlackCallError) || error.code !== 'message_not_found') throw error;
    return null;
  }
}
