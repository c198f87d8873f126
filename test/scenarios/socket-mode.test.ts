import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import type { JournalEntry } from '../../sandbox/protocol-operate.ts';
import { Wire } from '../support/wire.ts';
import { testWorld } from '../support/world.ts';

let wire: Wire;
afterAll(() => wire.close());
const world = testWorld({
  socketMode: true,
  through: async (databaseUrl) => {
    wire = await Wire.to(databaseUrl);
    return wire.url;
  },
});

let since = '0';
beforeEach(async () => {
  since = String((await world.slack.journal()).at(-1)?.sequence ?? 0);
});

/** What Slack sent to Muster in this test. */
function deliveries(name?: string): Promise<JournalEntry[]> {
  return world.slack.journal({ since, direction: 'delivery', ...(name ? { name } : {}) });
}

test('from the form to the end everything goes through the socket, refreshed in the middle', async () => {
  const { slack } = world;
  const [reporter, commander] = [slack.user('reporter'), slack.user('commander')];
  await reporter.command('/incident');
  const form = await reporter.modal('Declare an incident');
  await form.fill({ 'What is wrong?': 'API is down', Severity: 'SEV2' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const room = await slack.channel('inc-1-api-is-down');
  await room
    .message(/Incident commander: nobody yet/)
    .button('Take')
    .click(commander);
  await room.message(/Incident commander: @cleo/).seen();

  // Who joins while there is no connection is told of again.
  await Promise.all([refreshed(), slack.user('dba').join(room)]);

  await commander.command('/incident update', room);
  const update = await commander.modal('Update #1');
  await update.fill({ 'What do we know?': 'The gateway is full' });
  expect(await update.submit()).toMatchObject({ accepted: true });
  await room.message('The gateway is full').seen();
  await slack.fastForward({ minutes: 1 });
  expect(await commander.ask('/incident resolve more gateways', room)).toBe('#1 is resolved.');
  await slack.settle();
  expect(await room.topic()).toContain('Resolved');
  const incidents = await slack.channel('incidents');
  expect(await incidents.message('#1 API is down').words()).toContain('Resolved');
  expect((await joined(room, slack.user('dba'))).sort()).toEqual(['@cleo', '@dita', '@rita']);
  const answered = (await deliveries()).filter(({ status }) => status === 200);
  expect(new Set(answered.map(({ transport }) => transport))).toEqual(new Set(['socket']));
});

test('while the database is away an event is not acknowledged, comes again and counts once', async () => {
  const { slack, local } = world;
  world.expectErrors();
  const engineer = slack.user('engineer');
  const room = await slack.channel(/^inc-1-/);
  wire.refuse();
  await engineer.join(room);
  const said = await engineer.ask('/incident note the index is gone', room);
  await local.sandbox.quiet();
  expect(said).toMatch(/database did not answer in time/);
  const statuses = async () =>
    (await deliveries('member_joined_channel')).map(({ attempt, status }) => [attempt, status]);
  expect(await statuses()).toEqual([
    [0, 0],
    [1, 0],
  ]);

  wire.open();
  await slack.fastForward({ minutes: 1 });
  expect(await statuses()).toEqual([
    [0, 0],
    [1, 0],
    [2, 200],
  ]);
  expect((await joined(room, engineer)).filter((name) => name === '@enzo')).toHaveLength(1);
});

test('an envelope whose connection ends before the commit comes again and counts once', async () => {
  const { slack, local } = world;
  world.expectErrors();
  const liaison = slack.user('liaison');
  const room = await slack.channel(/^inc-1-/);
  wire.silence();
  await liaison.join(room);
  await expect.poll(() => deliveries('member_joined_channel')).toHaveLength(1);
  await refreshed();
  wire.open();
  await local.sandbox.quiet();
  await slack.fastForward({ minutes: 1 });
  const [first, ...again] = await deliveries('member_joined_channel');
  expect(first?.status).toBe(0);
  expect(again.at(-1)?.status).toBe(200);
  expect((await joined(room, liaison)).filter((name) => name === '@lin')).toHaveLength(1);
});

test('an acknowledgement that gets lost is given again without doing it again', async () => {
  const { slack } = world;
  const scribe = slack.user('scribe');
  const room = await slack.channel(/^inc-1-/);
  const name = 'member_joined_channel';
  await slack.faults({ on: 'event', method: name, times: 1, fault: { kind: 'drop_ack' } });
  await scribe.join(room);
  await slack.settle();
  expect((await deliveries(name)).map(({ attempt }) => attempt)).toEqual([0, 1]);
  expect((await joined(room, scribe)).filter((each) => each === '@sasha')).toHaveLength(1);
});

test('before Slack ends a connection the next one is open, so that every command finds one', async () => {
  const { slack, local } = world;
  const { app, core, workspace } = local.sandbox;
  const reporter = slack.user('reporter');
  const open: number[] = [];
  workspace.onChange(({ kind }) => {
    if (kind === 'app_changed') open.push(core.sockets.count(app));
  });
  core.rates.clear();
  core.sockets.disconnect(app, 'warning');
  const answers: string[] = [];
  while (open.length < 1) answers.push(await reporter.ask('/incident list'));
  answers.push(await reporter.ask('/incident list'));
  core.sockets.disconnect(app, 'refresh_requested');
  while (open.length < 2) answers.push(await reporter.ask('/incident list'));
  expect(open).toEqual([2, 1]);
  answers.push(await reporter.ask('/incident list'));
  expect(answers.filter((answer) => !answer.includes('#1'))).toEqual([]);
});

/** Slack ends the connection, as it does every few hours; resolves when there is a new one. */
async function refreshed(): Promise<void> {
  const { slack, local } = world;
  const { sockets } = local.sandbox.core;
  const opened = () => slack.journal({ direction: 'call', name: 'apps.connections.open' });
  const before = (await opened()).length;
  // An app may ask for one connection a minute.
  local.sandbox.core.rates.clear();
  sockets.disconnect(local.sandbox.app, 'refresh_requested');
  await slack.link.until({
    what: 'a new connection',
    read: async () =>
      (await opened()).length > before && sockets.has(local.sandbox.app) ? true : undefined,
    instead: async () => `${sockets.count(local.sandbox.app)} connections`,
  });
}

/** Who joined, as the timeline says it. */
async function joined(room: Room, reader: Person): Promise<string[]> {
  const lines = (await reader.ask('/incident timeline', room)).split('\n');
  return lines.flatMap((line) => /(@\w+) joined$/.exec(line)?.[1] ?? []);
}
