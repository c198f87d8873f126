import type { Channel, Message } from '../../sandbox/server/model.ts';
import type { Violation } from './check.ts';
import { repeated } from './check-deeds.ts';
import { takenBack } from './check-taken-back.ts';
import type { Histories, OutboxRow, StoredIncident } from './histories.ts';

/** What Slack holds and what the outbox says of it. */
export function deliveryFaults(histories: Histories): Violation[] {
  return [
    ...channelFaults(histories),
    ...messageFaults(histories),
    ...rowFaults(histories),
    ...stepFaults(histories),
    ...orderFaults(histories),
  ];
}

const keyOf = ({ metadata }: Message): string | null => {
  const key = metadata?.event_payload['k'];
  return typeof key === 'string' ? key : null;
};

/** Every channel that the app made is the room of one incident; what was put away is nobody's. */
function channelFaults({ incidents, slack }: Histories): Violation[] {
  const rooms = incidents.flatMap(({ places }) =>
    ['room', 'old_room'].flatMap((each) => places[each]?.channelId ?? []),
  );
  const twice = repeated(rooms).map((id) => `channel ${id} is the room of two incidents`);
  const orphans = slack.channels
    .filter(({ creator, kind }) => creator === slack.app.bot_user_id && kind !== 'im')
    .filter(({ id, archived, name }) => !rooms.includes(id) && !(archived && isMoved(name)))
    .map(({ name }) => `#${name} was made and is the room of no incident`);
  return [...twice, ...orphans].map((what) => ({ invariant: 'duplicated', what }));
}

function isMoved(name: string): boolean {
  return name.startsWith('moved-');
}

/** Each message has a row, and no place holds two of the same row. */
function messageFaults({ slack, outbox }: Histories): Violation[] {
  const keys = new Set(outbox.map(({ messageKey }) => messageKey));
  const found: Violation[] = [];
  for (const message of slack.said) {
    const key = keyOf(message);
    if (key !== null && keys.has(key)) continue;
    // A file that somebody asked for comes without metadata.
    if (key === null && message.files.length > 0) continue;
    const text = message.text.slice(0, 80);
    const what = `in ${message.channel} at ${message.ts} without a row: ${text}`;
    found.push({ invariant: 'stray', what });
  }
  const places = slack.said.map((message) => `${message.channel} ${keyOf(message)}`);
  for (const each of repeated(places)) {
    if (!each.endsWith(' null')) found.push({ invariant: 'duplicated', what: `message ${each}` });
  }
  return found;
}

/** What is over is told, and what was told is there under its key and its ts; nothing is left in hand. */
function rowFaults(histories: Histories): Violation[] {
  const { slack, outbox, incidents } = histories;
  const gone = takenBack(histories);
  const found: Violation[] = [];
  for (const row of outbox) {
    const about = `row ${row.id} (${row.lane})`;
    if (row.isLeaseOver) found.push({ invariant: 'lease', what: `${about} is held by nobody` });
    if (row.state === 'dead') {
      found.push({ invariant: 'lost', what: `${about} was given up: ${row.lastError}` });
    }
    if (row.state !== 'sent') continue;
    if (isToldOnce(row) && row.resultTs === null) {
      found.push({ invariant: 'lost', what: `${about} is sent, and nobody knows where it is` });
    }
    if (row.resultTs === null || gone.has(row.id) || isTakenBack(row, incidents)) continue;
    const message = slack.said.find(
      (each) => keyOf(each) === row.messageKey && each.ts === row.resultTs,
    );
    if (!message) {
      found.push({ invariant: 'lost', what: `${about} is not in Slack at ${row.resultTs}` });
    }
  }
  return found;
}

/** Messages that are written once and stay, and report where. */
function isToldOnce({ effect }: OutboxRow): boolean {
  return effect.type === 'announce' && ['room', 'dm', 'origin'].includes(effect.to.place);
}

/** Cards and announcements are replaced and withdrawn, and what was said of a private incident is. */
function isTakenBack({ effect, incidentId }: OutboxRow, incidents: StoredIncident[]): boolean {
  if (effect.type !== 'announce') return true;
  const stored = incidents.find(({ incident }) => incident.id === incidentId);
  const isPublicPlace = ['origin', 'channel', 'room'].includes(effect.to.place);
  return stored?.incident.isPrivate === true && isPublicPlace;
}

/** Steps that every incident of a kind needs: a room, in it one card, pinned; one announcement. */
function stepFaults({ incidents, slack, outbox }: Histories): Violation[] {
  return incidents.flatMap((stored) => {
    const { incident, places, policy } = stored;
    const about = `#${incident.number}`;
    const found: string[] = [];
    if (incident.state.place !== 'channel' || incident.state.failedSteps.room) return [];
    const room = slack.channels.find(({ id }) => id === places['room']?.channelId);
    if (!room) return [{ invariant: 'lost' as const, what: `${about} has no room` }];
    const cardTs = places['card']?.ts;
    if (!cardTs || !room.messages.has(cardTs)) found.push(`${about} has no card`);
    else if (!isPinned(room, cardTs) && !room.archived)
      found.push(`${about}: its card is not pinned`);
    const cards = ownMessages(room.messages.values(), outbox, stored, 'sync_card');
    const { channel } = policy.announce;
    const isAnnounced = channel !== undefined && !incident.isPrivate;
    const news = places['news'];
    const board = slack.channels.find(({ id }) => id === news?.channelId);
    if (isAnnounced && (!news?.ts || !board?.messages.has(news.ts))) {
      found.push(`${about} was not announced`);
    }
    const boards = board ? ownMessages(board.messages.values(), outbox, stored, 'sync_news') : [];
    const reviews = ownMessages(room.messages.values(), outbox, stored, 'sync_postmortem');
    return [
      ...found.map((what) => ({ invariant: 'lost' as const, what })),
      ...tooMany(reviews, `${about} has messages about its postmortem`),
      ...tooMany(cards, `${about} has cards`),
      ...tooMany(boards, `${about} has announcements`),
    ];
  });
}

function tooMany(messages: readonly Message[], what: string): Violation[] {
  if (messages.length < 2) return [];
  return [{ invariant: 'duplicated', what: `${what} at ${messages.map(({ ts }) => ts)}` }];
}

function ownMessages(
  messages: Iterable<Message>,
  outbox: readonly OutboxRow[],
  { incident }: StoredIncident,
  type: string,
): Message[] {
  const rows = outbox.filter((row) => row.incidentId === incident.id && row.effect.type === type);
  const keys = new Set(rows.map(({ messageKey }) => messageKey));
  return [...messages].filter((message) => keys.has(keyOf(message) ?? ''));
}

function isPinned(room: Channel, ts: string): boolean {
  return room.pins.some((pin) => pin.ts === ts);
}

/** Within a lane Slack shows messages in the order of the rows. */
function orderFaults({ outbox }: Histories): Violation[] {
  const last = new Map<string, OutboxRow>();
  const found: Violation[] = [];
  for (const row of outbox) {
    if (row.effect.type !== 'announce' || row.resultTs === null) continue;
    const before = last.get(row.lane);
    if (before?.resultTs && Number(before.resultTs) > Number(row.resultTs)) {
      const what = `lane ${row.lane}: row ${row.id} stands before row ${before.id}`;
      found.push({ invariant: 'order', what });
    }
    last.set(row.lane, row);
  }
  return found;
}
