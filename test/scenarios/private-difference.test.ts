import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { onEvent } from '../../src/slack/events.ts';
import { privatePolicy } from '../support/private-policy.ts';
import { type RecordedDesk, recordedDesk } from '../support/recorded-desk.ts';
import { withDatabase } from '../support/stored.ts';
import { type Ask, type Asker, everyAsk, type Target } from '../support/surfaces.ts';
import {
  type Common,
  commonStory,
  type Level,
  leveller,
  privateStory,
  seenBy,
  traces,
} from '../support/twin-worlds.ts';
import { testWorld, type World } from '../support/world.ts';

const policyPath = privatePolicy();
const settings = { rateLimits: false };
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** The same world twice; the first has a private incident besides. */
const worlds = [testWorld({ policyPath, settings }), testWorld({ policyPath, settings })] as const;

interface Side {
  world: World;
  common: Common;
  recorded: RecordedDesk;
  level: Level;
  target: Target;
}

const asker = (key: string, how: RegExp): Asker => {
  return { key, userId: `U0${key.toUpperCase()}`, teamId: 'T0LOCAL', how };
};
const few = /by number|of it|in its room|chosen in it|in a channel/;
/** Those who must not know of it. */
const outside: Asker[] = [
  asker('observer', /./),
  // Was in it, held a role in it, and left.
  asker('dba', /^(?!by title|number first|with a word)/),
  // Is in another private one.
  asker('engineer', few),
  // Administers the workspace, and is named nowhere in the policy.
  asker('manager', few),
  asker('guest', few),
  { key: 'stranger', userId: 'U0STRANGER', teamId: 'T0ELSEWHERE', how: few },
];
const inside = asker('scribe', /./);

let sides: [Side, Side];
/** When both lives begin, by the clock of the story. */
let begins: number;
beforeAll(async () => {
  for (const world of worlds) world.expectTrouble();
  // The second world was made a little later.
  begins = (await worlds[0].slack.link.state()).now + 5 * minute;
  await bothAt(begins);
  const [one, two] = await Promise.all([life(worlds[0], true), life(worlds[1], false)]);
  // Nothing is due in the five minutes after that.
  await bothAt(begins + 7 * minute);
  const hidden = one.hidden ?? { number: 0, id: 0, roomId: '' };
  // The other world is asked about the very same, which nobody has there.
  sides = [
    await opened(worlds[0], one, hidden),
    await opened(worlds[1], two, { ...hidden, roomId: 'C0ZZZZZZZZL' }),
  ];
});
// Whoever asks for nonsense is refused by Slack, too.
beforeEach(() => {
  for (const world of worlds) world.expectErrors();
});
afterAll(() => Promise.all(sides?.map(({ recorded }) => recorded.close()) ?? []));

type Life = Awaited<ReturnType<typeof life>>;

async function life(world: World, withPrivate: boolean) {
  const { slack } = world;
  const general = await slack.channel('general');
  const said = await slack.user('observer').say('Has anybody seen a Zebra?', general);
  const held = { channelId: general.id, ts: said.ts ?? '' };
  let hidden: Pick<Target, 'number' | 'id' | 'roomId'> | null = null;
  const common = await commonStory(world, async () => {
    if (withPrivate) hidden = await privateStory(world, held);
  });
  const { number } = common.mail;
  const [row] = await withDatabase(
    world.databaseUrl,
    (sql) => sql<{ id: string }[]>`select id from incidents where number = ${number}`,
  );
  const other = { number, id: Number(row?.id) };
  return { common, held, other, general: general.id, hidden: hidden as Target | null };
}

async function opened(
  world: World,
  { common, held, other, general }: Life,
  hidden: Pick<Target, 'number' | 'id' | 'roomId'>,
): Promise<Side> {
  return {
    world,
    common,
    recorded: await recordedDesk(world),
    level: await leveller(world, common.otherNumber, hidden),
    target: { ...hidden, held, other, general },
  };
}

/** What came of asking on one side. */
async function answered(side: Side, ask: Ask, who: Asker): Promise<string> {
  const { recorded, target } = side;
  const answer = await ask.run(recorded.desk, who, target).catch((error: unknown) => `${error}`);
  return side.level([answer, await recorded.heard()]);
}

async function both(ask: Ask, who: Asker): Promise<[string, string]> {
  const [one, two] = sides;
  return Promise.all([answered(one, ask, who), answered(two, ask, who)]);
}

/**
 * Moves both worlds to an instant of the story. However long a busy machine took for each of them until
 * then, they are told of the same, at the same distance from what is due next.
 */
async function bothAt(instant: number): Promise<void> {
  const all = (work: (world: World) => Promise<unknown>) => Promise.all(worlds.map(work));
  await all(({ slack }) => slack.settle());
  await all(async ({ slack: { link } }) => link.advance(instant - (await link.state()).now));
  await all(({ slack }) => slack.settle());
}

/** Where two answers part, with a few words before; empty where they do not. */
function parting(one: string, two: string): string {
  if (one === two) return '';
  const at = [...one].findIndex((letter, index) => letter !== two[index]);
  const from = Math.max(0, at - 80);
  return `…${one.slice(from, at + 160)}… is without it …${two.slice(from, at + 160)}…`;
}

/** What differs. */
async function told(ask: Ask, who: Asker): Promise<string> {
  return parting(...(await both(ask, who)));
}

/** The same of something that both worlds carried out. */
async function toldOfDeed(ask: Ask, who: Asker): Promise<string> {
  const difference = await told(ask, who);
  await Promise.all(sides.map(({ world }) => world.slack.settle()));
  return difference;
}

const { reading, changing } = everyAsk();
const isFind = ({ surface, how }: Ask) => surface === '/incident find' && how === 'by title';
/** Slack takes a command only from who is in the channel, so nobody outside can ask this. */
const impossible = ({ surface, how }: Ask) =>
  surface === '/incident adopt' && how === 'in its room';

async function differences(asks: Ask[], tell = told, people = outside): Promise<string[]> {
  const found: string[] = [];
  for (const ask of asks) {
    for (const who of people.filter(({ how }) => how.test(ask.how))) {
      const difference = await tell(ask, who);
      if (difference) found.push(`${who.key}, ${ask.surface}, ${ask.how}: ${difference}`);
    }
  }
  return found;
}

/** What who was in it has been told in their own place, until they left. */
let known: string[] = [];

/** What everybody outside sees in Slack, in one world and not in the other. */
async function unlike(): Promise<string[]> {
  const found: string[] = [];
  for (const { key } of outside.filter(({ key }) => key !== 'stranger')) {
    const [one = [], two = []] = await Promise.all(
      sides.map(async ({ world, level }) => {
        const seen = await seenBy(world.slack, key, level);
        return key === 'dba' ? seen.filter((each) => !known.includes(each)) : seen;
      }),
    );
    found.push(...one.filter((each) => !two.includes(each)).map((each) => `${key}, with: ${each}`));
    found.push(...two.filter((each) => !one.includes(each)).map((each) => `${key}, not: ${each}`));
  }
  return found.map((each) => each.slice(0, 600));
}

describe('a private incident cannot be told from one that does not exist', () => {
  test('by the numbers of others, by what Slack shows, or by a Home tab', async () => {
    for (const { common, recorded } of sides) {
      expect([common.search.number, common.mail.number]).toEqual([1, 2]);
      for (const { userId: user } of outside) {
        const event = { type: 'app_home_opened', user, tab: 'home' };
        await onEvent(recorded.desk, { type: 'event_callback', event_id: `Ev${user}`, event });
      }
    }
    const [one = [], two = []] = await Promise.all(
      sides.map(async ({ recorded, level }) => (await recorded.heard()).map(level)),
    );
    expect(one).toEqual(two);
    const [{ world, level }] = sides;
    const own = await seenBy(world.slack, 'dba', level);
    known = own.filter((each) => /^(?:Muster|alone):/.test(each));
    expect(await unlike()).toEqual([]);
  });

  test('by whatever somebody outside asks Muster, and nothing of theirs is written down', async () => {
    const [{ world, target }] = sides;
    const before = await traces(world.databaseUrl, target.id);
    expect(await differences(reading)).toEqual([]);
    expect(await traces(world.databaseUrl, target.id)).toEqual(before);
  });

  test('but whoever is in it gets other answers, so that the above can fail', async () => {
    const words = ['show', 'tasks', 'timeline', 'find', 'list'].map((word) => `/incident ${word}`);
    const asks = reading.filter(({ surface }) => words.includes(surface));
    for (const word of words) {
      const [ask] = asks.filter(({ surface, how }) => surface === word && how === 'in its room');
      if (!ask) throw new Error(`nobody asks ${word}`);
      const how = word.endsWith('find') ? { ...ask, ...reading.find(isFind) } : ask;
      expect(parting(...(await both(how, inside))), word).not.toBe('');
    }
  });

  test('by what time brings, for ten days', async () => {
    // Some minutes before anything is due, so that a busy machine may have taken as many until here.
    for (const after of [0, 5 * hour, 2 * day, 10 * day])
      await bothAt(begins + 44 * minute + after);
    expect(await unlike()).toEqual([]);
  });

  test('by what somebody outside declares, or ties to it', async () => {
    const [{ world, target }] = sides;
    const before = await traces(world.databaseUrl, target.id);
    const asks = changing.filter((ask) => !impossible(ask));
    // Whoever is answered at all is answered in the same way.
    expect(await differences(asks, toldOfDeed, outside.slice(0, 2))).toEqual([]);
    expect(await traces(world.databaseUrl, target.id)).toEqual(before);
    const numbers = await Promise.all(
      worlds.map(({ databaseUrl }) =>
        withDatabase(databaseUrl, (sql) => sql`select next_number from organisations`),
      ),
    );
    expect(numbers[0]).toEqual(numbers[1]);
  });
});

test('what every app of the workspace could read beside a message is an opaque key', async () => {
  const [{ world }] = sides;
  const calls = await world.slack.journal({ direction: 'call', limit: '100000' });
  const beside = calls.flatMap(({ request }) => {
    const { metadata } = request as { metadata?: unknown };
    if (metadata === undefined) return [];
    return [typeof metadata === 'string' ? metadata : JSON.stringify(metadata)];
  });
  expect(beside.length).toBeGreaterThan(20);
  const opaque =
    /^\{"event_type":"muster","event_payload":\{"k":"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"\}\}$/;
  expect(beside.filter((each) => !opaque.test(each))).toEqual([]);
});

test('every listener, route and command of an operator is among what is asked, or named here', () => {
  const read = (path: string) => readFileSync(path, 'utf8');
  // One listener each, with a table behind it; a new kind of listener needs asks of its own.
  const listeners = [...read('src/slack/app.ts').matchAll(/\bapp\.(\w+)\(/g)].map(([, on]) => on);
  expect([...new Set(listeners)].sort()).toEqual(
    ['action', 'command', 'error', 'event', 'init', 'shortcut', 'view'].sort(),
  );
  const surfaces = new Set([...reading, ...changing].map(({ surface }) => surface));
  expect(surfaces.size).toBeGreaterThan(200);
  // Requests that are not Slack's: none has a page that reads incidents.
  const routes = [...read('src/http/health.ts').matchAll(/path: '([^']+)'/g)].map(([, at]) => at);
  expect([...routes].sort()).toEqual(['/livez', '/metrics', '/readyz']);
});
