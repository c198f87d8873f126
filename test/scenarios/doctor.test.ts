import { expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { removeBookmark } from '../../sandbox/server/channels.ts';
import { withDatabase } from '../support/stored.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** Somebody takes a room apart by hand; a look over it says what is wrong, and Repair mends that. */

const world = testWorld();
const aLook = /^\S+ #\d+ (?:Everything matches|Found wrong|What could be looked at)/;

/** `topic`, `card` … of the lines that say what is wrong. */
function wrongIn(words: string): string[] {
  return [...words.matchAll(/:x: \*?([a-z ]+):/g)].map((match) => match[1] ?? '');
}

/** What a look shows to who asks for it. */
async function lookedOver(room: Room): Promise<string> {
  const who = world.slack.user('commander');
  const before = (await who.ephemerals()).length;
  await who.command('/incident doctor', room);
  await world.slack.link.until({
    what: 'a look',
    read: async () => ((await who.ephemerals()).length > before ? true : undefined),
    instead: async () => 'none',
  });
  return who.ephemeral(aLook).words();
}

/** Presses Repair in the last look, and gives what stands in its place when that is done. */
async function repaired(number: number): Promise<string> {
  const who = world.slack.user('commander');
  const look = who.ephemeral(new RegExp(`#${number} Found wrong`));
  const { ts } = await look.seen();
  await look.button('Repair').click(who);
  const words = async () => {
    const there = (await who.ephemerals()).find((each) => each.ts === ts);
    return there === undefined ? '' : JSON.stringify(there);
  };
  return world.slack.link.until({
    what: 'another look in its place',
    read: async () => {
      const said = await words().catch(() => '');
      return said.includes('Everything matches') ? said : undefined;
    },
    instead: words,
    withinMs: 15_000,
  });
}

async function timelineOf(number: number): Promise<{ type: string; data: unknown }[]> {
  return withDatabase(
    world.databaseUrl,
    (sql) => sql`
      select t.type, t.data from timeline t join incidents i on i.id = t.incident_id
      where i.number = ${number} order by t.seq`,
  );
}

async function commanded(what: string) {
  const { slack } = world;
  const made = await declared(world, what);
  const commander = slack.user('commander');
  await commander.join(made.room);
  await slack.user('engineer').join(made.room);
  await commander.command('/incident take', made.room);
  await slack.settle();
  return { ...made, commander };
}

test('all is well: one line, and few questions to Slack', async () => {
  const { slack } = world;
  const { room } = await commanded('Checkout is failing sev1');
  const incidents = await slack.channel('incidents');
  await slack.user('reporter').do({
    type: 'invite',
    channel: incidents.id,
    users: [slack.app.bot_user_id],
  });
  await slack.settle();
  const { journal } = world.local.sandbox.core;
  const since = journal.read({ limit: 1 }).entries.at(-1)?.sequence ?? 0;
  const said = await lookedOver(room);
  expect(said).toMatch(/Everything matches: 1\d things checked/);
  expect(said.split('\n').length).toBeLessThanOrEqual(3);
  const { entries } = journal.read({ since, limit: 10_000 });
  const asked = entries.filter(({ direction }) => direction === 'call').map(({ name }) => name);
  expect(asked.sort()).toEqual([
    'auth.test',
    'bookmarks.list',
    'conversations.history',
    'conversations.history',
    'conversations.info',
    'conversations.members',
    'response_url',
  ]);
});

test('what was broken by hand is named, and mended', async () => {
  world.expectTrouble();
  const { slack, local } = world;
  const { room, number, commander } = await commanded('Mail is late sev1');
  const engineer = slack.user('engineer');
  const incidents = await slack.channel('incidents');
  const news = await incidents.message(`#${number} Mail is late`).seen();
  const [card] = await room.pins();
  const { workspace } = local.sandbox;
  const inRoom = workspace.channels.get(room.id);
  if (!inRoom) throw new Error('no room');
  const manager = slack.user('manager');
  await engineer.do({ type: 'unpin_message', channel: room.id, ts: card?.ts ?? '' });
  await engineer.do({ type: 'set_topic', channel: room.id, text: 'lunch' });
  await engineer.do({ type: 'set_purpose', channel: room.id, text: 'more lunch' });
  await engineer.do({ type: 'rename_channel', channel: room.id, name: 'lunch-room' });
  await engineer.do({ type: 'kick', channel: room.id, users: [commander.id] });
  for (const bookmark of inRoom.bookmarks) removeBookmark(workspace, inRoom, bookmark);
  await manager.do({ type: 'delete_message', channel: incidents.id, ts: news.ts });
  await withDatabase(
    world.databaseUrl,
    (sql) => sql`update timers set parked_at = now(), attempts = 5 where incident_id = (
      select id from incidents where number = ${number}) and kind = 'update_warning'`,
  );
  await slack.settle();
  commander.goTo('general');
  await commander.command(`/incident doctor #${number}`);
  const ill = await commander.ephemeral(new RegExp(`#${number} Found wrong`)).words();
  expect(wrongIn(ill)).toEqual([
    'name',
    'topic',
    'description',
    'pin',
    'bookmark',
    'announcement',
    'people',
    'timers',
  ]);
  expect(await repaired(number)).toMatch(/Everything matches/);
  expect(await room.state()).toMatchObject({ name: `inc-${number}-mail-is-late` });
  expect(await room.topic()).toContain('SEV1');
  expect((await room.pins()).map(({ ts }) => ts)).toEqual([card?.ts]);
  expect(await room.bookmarks()).toMatchObject([{ link: card?.permalink }]);
  expect(await room.people()).toContain('commander');
  await incidents.message(`#${number} Mail is late`).seen();
  const repairs = (await timelineOf(number)).filter(({ type }) => type === 'repair');
  expect(repairs).toHaveLength(1);
  expect(await commander.ask('/incident timeline', room)).toContain('had repaired in Slack');
});

test('a room that lost Muster, its card, or was archived comes back', async () => {
  world.expectTrouble();
  const { slack } = world;
  const { room, number } = await commanded('Search is slow sev2');
  const engineer = slack.user('engineer');
  const [card] = await room.pins();
  const manager = slack.user('manager');
  await manager.join(room);
  await manager.do({ type: 'delete_message', channel: room.id, ts: card?.ts ?? '' });
  await engineer.do({ type: 'kick', channel: room.id, users: [slack.app.bot_user_id] });
  await slack.settle();
  expect(wrongIn(await lookedOver(room))).toEqual(['room']);
  await slack.user('commander').ephemeral(aLook).button('Repair').click(slack.user('commander'));
  await room.until('the bot', ({ members }) => members.includes(slack.app.bot_user_id));
  await slack.settle();
  expect(wrongIn(await lookedOver(room))).toEqual(['card']);
  await repaired(number);
  const [again, ...more] = await room.pins();
  expect(more).toEqual([]);
  expect(await room.bookmarks()).toMatchObject([{ link: again?.permalink }]);
  await engineer.archive(room);
  await slack.settle();
  // Muster brings that back by itself.
  expect(await room.archived()).toBe(false);
});

test('nobody learns of a private incident by looking, and a policy may keep repairs to some', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  await reporter.command('/incident declare --private Odd logins sev2');
  await slack.settle();
  const said = await slack.user('observer').ask('/incident doctor #4', 'general');
  expect(said).toBe(await slack.user('observer').ask('/incident doctor #4711', 'general'));
});
