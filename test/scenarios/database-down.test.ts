import { afterAll, describe, expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { declared } from '../support/story.ts';
import { Wire } from '../support/wire.ts';
import { inEarnest, testWorld } from '../support/world.ts';

let wire: Wire;
afterAll(() => wire.close());
const world = testWorld({
  ...inEarnest,
  through: async (databaseUrl) => {
    wire = await Wire.to(databaseUrl);
    return wire.url;
  },
});

/** The sentence for whoever must try again. Slack's own would be `operation_timeout`. */
const notDone = /The database did not answer in time, so nothing was recorded/;
const stillHere = /did not answer in time. Your text is still here: please submit again/;

describe.each<[string, () => void]>([
  ['hangs up', () => wire.refuse()],
  ['takes everything and says nothing', () => wire.silence()],
  ['answers each statement after two seconds', () => wire.slow(2_000)],
])('while the database %s', (_, breakIt) => {
  test('whoever presses, types or submits is told in time and keeps their text; later it is done once', async () => {
    const { slack } = world;
    world.expectErrors();
    const { room, number } = await declared(world, 'Checkout is failing sev3');
    const [scribe, manager] = [slack.user('scribe'), slack.user('manager')];
    await scribe.command('/incident update', room);
    const update = await scribe.modal(/update/i);
    await update.fill({ 'What do we know?': 'Payments time out' });
    await manager.command('/incident declare', 'general');
    const declaring = await manager.modal('Declare an incident');
    await declaring.fill({ 'What is wrong?': 'Mail is late', Severity: 'SEV3' });
    const card = room.message(/Incident commander: nobody yet/);
    await card.button('Take').seen();

    breakIt();
    const engineer = slack.user('engineer');
    const commander = slack.user('commander');
    const [noted, listed, updated, second] = await Promise.all([
      engineer.ask('/incident note decision: we fail over & wait', room),
      slack.user('dba').ask('/incident list'),
      update.submit(),
      declaring.submit(),
      card.button('Take').click(commander),
    ]);
    expect(noted).toMatch(notDone);
    expect(noted).toContain('/incident note decision: we fail over & wait');
    expect(listed).toMatch(notDone);
    expect(updated).toMatchObject({ accepted: false });
    expect(Object.values(updated.errors)).toEqual([expect.stringMatching(stillHere)]);
    expect(update.value('What do we know?')).toBe('Payments time out');
    expect(Object.values(second.errors)).toEqual([expect.stringMatching(stillHere)]);
    expect(declaring.value('What is wrong?')).toBe('Mail is late');
    await commander.ephemeral(notDone).seen();

    wire.open();
    await told(() => slack.user('dba').ask('/incident list'));
    await Promise.all([
      accepted(() => update.submit()),
      accepted(() => declaring.submit()),
      told(() => engineer.ask('/incident note decision: we fail over & wait', room)),
      told(async () => {
        const before = (await commander.ephemerals()).length;
        await card.button('Take').click(commander);
        await slack.settle();
        return (await commander.ephemerals())
          .slice(before)
          .map(({ text }) => text)
          .join();
      }),
    ]);
    await slack.settle();
    const lines = (await timeline(room, engineer)).map(withoutTime).sort();
    expect(lines).toEqual(
      [
        `Timeline of #${number} Checkout is failing`,
        '@rita declared it: “Checkout is failing”, SEV3',
        '@rita joined',
        'Decision by @enzo: we fail over & wait',
        '@cleo took Incident commander',
        '@sasha posted an update',
        'We know: Payments time out',
        '@cleo joined',
        'As a file',
        'Add action item',
      ].sort(),
    );
    expect(await roomsCalled(`inc-${number + 1}`)).toEqual([`inc-${number + 1}-mail-is-late`]);
    expect(await roomsCalled(`inc-${number + 2}`)).toEqual([]);
  });
});

describe('a commit whose answer is lost', () => {
  test('is found when it is asked for again at once', async () => {
    const { slack } = world;
    const { room, number } = await declared(world, 'Login is slow sev4');
    const engineer = slack.user('engineer');
    const lost = wire.loseCommitOf('the tokens expire');
    const said = await engineer.ask(`/incident note #${number} the tokens expire`);
    await lost;
    expect(said).toBe('That was done already.');
    expect(await count(room, engineer, 'the tokens expire')).toBe(1);
  });

  test('is told as unsure while the database is away; the same form sent again does it once', async () => {
    const { slack } = world;
    world.expectErrors();
    const { room, number } = await declared(world, 'Login is broken sev4');
    const [engineer, scribe] = [slack.user('engineer'), slack.user('scribe')];
    await scribe.command(`/incident note #${number}`);
    const form = await scribe.modal(`Note on #${number}`);
    await form.fill({ Note: 'the cookies are gone' });

    let away = wire.loseCommitOf('the keys are old').then(() => wire.refuse());
    const said = await engineer.ask(`/incident note #${number} the keys are old`);
    await away;
    expect(said).toMatch(/may have been recorded or not. Please look before you try again/);
    expect(said).toContain(`/incident note #${number} the keys are old`);
    wire.open();
    expect(await count(room, engineer, 'the keys are old')).toBe(1);

    away = wire.loseCommitOf('the cookies are gone').then(() => wire.refuse());
    const sent = await form.submit();
    await away;
    expect(Object.values(sent.errors)).toEqual([expect.stringMatching(stillHere)]);
    wire.open();
    expect(await form.submit()).toMatchObject({ accepted: true });
    expect(await count(room, engineer, 'the cookies are gone')).toBe(1);
  });
});

test('what was taken to be sent, and never arrived, is sent within seconds and once', async () => {
  const { slack } = world;
  world.expectErrors();
  const { room } = await declared(world, 'Backups are late sev4');
  const engineer = slack.user('engineer');
  const lost = wire.loseAnswerWith('"lease_token"');
  await engineer.command('/incident note the tapes are full', room);
  await lost;
  await slack.settle();
  expect(
    (await room.messages()).filter(({ text }) => text.includes('tapes are full')),
  ).toHaveLength(1);
});

test('what happens in Slack meanwhile is not acknowledged, comes again and counts once', async () => {
  const { slack, local } = world;
  world.expectErrors();
  const { room } = await declared(world, 'Disks are full sev4');
  const [dba, observer] = [slack.user('dba'), slack.user('observer')];
  await dba.join(room);
  await dba.say('only db-7 is affected', room);
  await slack.settle();
  const since = String((await slack.journal()).at(-1)?.sequence ?? 0);

  wire.refuse();
  await room.message('only db-7 is affected').react(dba, 'pushpin');
  await observer.join(room);
  await local.sandbox.quiet();
  const deliveries = async () =>
    (await slack.journal({ since, direction: 'delivery' }))
      .filter(({ name }) => ['reaction_added', 'member_joined_channel'].includes(name))
      .map(({ name, attempt, status }) => ({ name, attempt, status }));
  const tries = ['member_joined_channel', 'reaction_added'].flatMap((name) =>
    [0, 1].map((attempt) => ({ name, attempt, status: 503 })),
  );
  expect(sorted(await deliveries())).toEqual(sorted(tries));

  wire.open();
  await slack.fastForward({ minutes: 1 });
  const again = ['member_joined_channel', 'reaction_added'].map((name) => ({
    name,
    attempt: 2,
    status: 200,
  }));
  expect(sorted(await deliveries())).toEqual(sorted([...tries, ...again]));
  expect(await count(room, dba, 'only db-7 is affected')).toBe(1);
  expect(await count(room, dba, '@otis joined')).toBe(1);
});

test.each<[string, () => void]>([
  ['hung up', () => wire.refuse()],
  ['fell silent', () => wire.silence()],
])(
  'a room that was being made when the database %s is finished afterwards, once',
  async (_, breakIt) => {
    const { slack, local } = world;
    world.expectErrors();
    const said = await slack.user('reporter').ask('/incident declare Search is down sev2');
    const number = Number(/#(\d+)/.exec(said)?.[1]);
    const room = await slack.channel(`inc-${number}-search-is-down`);
    breakIt();
    await local.sandbox.quiet();
    wire.open();
    await slack.settle();
    expect(await roomsCalled(`inc-${number}`)).toHaveLength(1);
    expect(await room.pins()).toHaveLength(1);
    expect(await room.topic()).toContain('Search is down');
    expect(await room.people()).toContain('reporter');
    const cards = (await room.messages()).filter(({ blocks }) =>
      JSON.stringify(blocks).includes('take_role'),
    );
    expect(cards).toHaveLength(1);
    const incidents = await slack.channel('incidents');
    const news = (await incidents.messages()).filter(({ text }) => text.includes(`#${number} `));
    expect(news).toHaveLength(1);
  },
);

function sorted<T>(values: T[]): string[] {
  return values.map((value) => JSON.stringify(value)).sort();
}

/**
 * Does it until the answer is not that the database did not answer: one that has just come back is
 * not reached at the first try by all, and whoever is told so tries again.
 */
async function told(ask: () => Promise<string>): Promise<string> {
  let said = await ask();
  while (notDone.test(said)) said = await ask();
  return said;
}

async function accepted(submit: () => Promise<{ accepted: boolean }>): Promise<void> {
  while (!(await submit()).accepted);
}

async function count(room: Room, reader: Person, words: string): Promise<number> {
  return (await timeline(room, reader)).filter((line) => line.includes(words)).length;
}

async function timeline(room: Room, reader: Person): Promise<string[]> {
  return (await reader.ask('/incident timeline', room)).split('\n');
}

function withoutTime(line: string): string {
  return line.replace(/^20\d\d-\d\d-\d\d \d\d:\d\d UTC /, '');
}

async function roomsCalled(start: string): Promise<string[]> {
  const channels = [...world.local.sandbox.workspace.channels.values()];
  return channels.map(({ name }) => name).filter((name) => name.startsWith(start));
}
