import { isDeepStrictEqual } from 'node:util';
import type { Message } from '../../sandbox/server/model.ts';
import { placesOf } from '../../src/engine/row-json.ts';
import { atPace } from '../../src/incident/drills/pace.ts';
import type { ViewContext } from '../../src/views/context.ts';
import { renderer } from '../../src/views/renderer.ts';
import type { Violation } from './check.ts';
import type { Histories, StoredIncident } from './histories.ts';

/** What stands in Slack is what the state would be shown as now: the card, the topic, the announcement. */
export function shownFaults(histories: Histories): Violation[] {
  return histories.incidents.flatMap((stored) =>
    differences(stored, histories).map((what) => ({
      invariant: 'shown' as const,
      what: `#${stored.incident.number}: ${what}`,
    })),
  );
}

function differences(stored: StoredIncident, histories: Histories): string[] {
  const { incident, places, policy } = stored;
  const { slack, now } = histories;
  const atOwnPace = atPace(policy, incident);
  const rooms = tiedRooms(stored, histories);
  const view: ViewContext = { incident, policy: atOwnPace, places: placesOf(places), now, rooms };
  const render = renderer(() => policy);
  const at = (place: string) => {
    const address = places[place];
    const channel = slack.channels.find(({ id }) => id === address?.channelId);
    return { channel, message: channel?.messages.get(address?.ts ?? '') };
  };
  const found: string[] = [];
  const room = at('room').channel;
  // What is put away stays as it was.
  if (room?.archived) return found;
  const card = at('card').message;
  if (card) found.push(...difference('the card', card, render.card(view)));
  const news = at('news').message;
  if (news && !incident.isPrivate) {
    found.push(...difference('the announcement', news, render.news(view)));
  }
  const isChannel = room && places['room']?.threadTs === null;
  const topic = render.topic(view).slice(0, 250);
  if (isChannel && plain(room.topic.value) !== plain(topic)) {
    found.push(`the topic is “${room.topic.value}”, not “${topic}”`);
  }
  return found;
}

/** Slack escapes what it is given as text. */
function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function tiedRooms({ incident }: StoredIncident, { incidents }: Histories): Map<number, string> {
  const { related, mergedInto } = incident.state;
  const numbers = [...related.map(({ number }) => number), ...(mergedInto ? [mergedInto] : [])];
  const rooms = new Map<number, string>();
  for (const { incident: other, places } of incidents) {
    const { room } = places;
    const isSeen = incident.isPrivate || !other.isPrivate;
    if (room && room.threadTs === null && isSeen && numbers.includes(other.number)) {
      rooms.set(other.number, room.channelId);
    }
  }
  return rooms;
}

function difference(what: string, shown: Message, wanted: { blocks: unknown[] }): string[] {
  const blocks = withoutIds(shown.blocks ?? []);
  const expected = withoutIds(JSON.parse(JSON.stringify(wanted.blocks)) as unknown);
  if (isDeepStrictEqual(blocks, expected)) return [];
  const [before, after] = firstDifference(JSON.stringify(blocks), JSON.stringify(expected));
  return [`${what} shows …${before}…, the state is …${after}…`];
}

/** Slack gives blocks an id where the app gave none, and mentions of channels and people their names. */
function withoutIds(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/<([#@][A-Z0-9]+)\|[^>]*>/g, '<$1>');
  if (Array.isArray(value)) return value.map(withoutIds);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'block_id');
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, withoutIds(each)]),
  );
}

function firstDifference(a: string, b: string): [string, string] {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const from = Math.max(0, at - 30);
  return [a.slice(from, at + 60), b.slice(from, at + 60)];
}
