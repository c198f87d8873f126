import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { backfill } from '../../src/apply/backfill.ts';
import { withDatabase } from '../support/stored.ts';
import { declared } from '../support/story.ts';
import { Wire } from '../support/wire.ts';
import { testWorld } from '../support/world.ts';

let wire: Wire;
afterAll(() => wire.close());
const world = testWorld({
  through: async (databaseUrl) => {
    wire = await Wire.to(databaseUrl);
    return wire.url;
  },
});

test('without a database people begin by hand, and the channel becomes the room afterwards', async () => {
  const { slack } = world;
  world.expectErrors();
  const [rita, enzo, cleo] = ['reporter', 'engineer', 'commander'].map((each) => slack.user(each));
  if (!rita || !enzo || !cleo) throw new Error('the cast is another');
  await cleo.command('/incident declare', 'general');
  const form = await cleo.modal('Declare an incident');
  await form.fill({ 'What is wrong?': 'Checkout is failing', Severity: 'SEV1' });

  wire.refuse();
  const told = await rita.ask('/incident declare Checkout is failing sev1');
  expect(told).toMatch(/nothing was recorded/);
  expect(told).toContain('/incident declare Checkout is failing sev1');
  const lines = told.split('\n').filter((line) => /^\d\. /.test(line));
  expect(lines).toEqual([
    '1. Make a channel, such as inc-new-checkout-is-failing.',
    '2. Invite @sre, and agree who is Incident commander.',
    expect.stringMatching(/^3\. Say there what is known\./),
    '4. When Muster is back, type /incident adopt there: the channel becomes the war room.',
  ]);
  expect(await rita.ask('/incident declare Keys leaked --private')).toMatch(
    /Make a private channel, such as inc-new\./,
  );
  // Most people type no more than this.
  expect(await rita.ask('/incident')).toMatch(
    /Begin by hand:\s+1\. Make a channel, such as inc-new\./,
  );
  for (let tries = 0; tries < 2; tries += 1) {
    const sent = await form.submit();
    expect(Object.values(sent.errors)[0]).toMatch(
      /Your text is still here.*Make a channel, such as inc-new-checkout-is-failing/,
    );
  }
  expect(form.value('What is wrong?')).toBe('Checkout is failing');
  const direct = await cleo.dm();
  const byHand = (await direct.messages()).filter(({ text }) => /did not answer/.test(text));
  expect(byHand).toHaveLength(1);
  // Who does something else is told what they were told before.
  expect(await enzo.ask('/incident list')).not.toContain('by hand');

  await rita.do({ type: 'create_channel', name: 'inc-new-checkout-is-failing' });
  const room = await slack.channel('inc-new-checkout-is-failing');
  await rita.invite(room, enzo, cleo);
  await rita.say('Payments time out since the deploy', room);
  await enzo.say('I am rolling back', room);
  await cleo.say('Support knows', room);
  await room.message('I am rolling back').react(cleo, 'pushpin');

  wire.open();
  await slack.settle();
  await rita.command('/incident adopt', room);
  const adopting = await rita.modal('Take in this channel');
  expect(adopting.value('What was wrong?')).toBe('Checkout is failing');
  expect(adopting.words()).toContain('Everybody can read it.');
  await adopting.fill({ Severity: 'SEV1' });
  expect(await adopting.submit()).toMatchObject({ accepted: true });
  await slack.settle();

  const number = await numberOf(room);
  expect(await room.pins()).toHaveLength(1);
  expect(await room.topic()).toContain('Checkout is failing');
  await room
    .message(
      /is now the room of #\d+ Checkout is failing; @rita took it in\. Everybody here takes part \(3\)/,
    )
    .seen();
  const timeline = async () => (await enzo.ask('/incident timeline', room)).split('\n');
  const taken = (await timeline()).filter((line) => line.includes('added later'));
  expect(taken.map((line) => /[^,]+: (.*) \(/.exec(line)?.[1] ?? line)).toEqual([
    expect.stringContaining('Payments time out since the deploy'),
    expect.stringContaining('I am rolling back'),
    expect.stringContaining('Support knows'),
  ]);
  expect(taken[1]).toMatch(/@enzo, .*: I am rolling back \(message, added later by @rita\)/);
  expect(await enzo.ask('/incident mine')).toContain(`#${number}`);

  // Typed again, it is a room already; and it is never archived.
  expect(await rita.ask('/incident adopt', room)).toBe(
    `This channel is the room of #${number} already.`,
  );
  await cleo.ask(`/incident resolve #${number} rolled back`);
  await cleo.ask(`/incident close #${number} all done`);
  await slack.fastForward({ hours: 24 * 40 });
  expect(await room.archived()).toBe(false);
});

/** Enters one that is over, which has no room, and gives its number. */
async function recorded(title: string): Promise<number> {
  const { slack } = world;
  const rita = slack.user('reporter');
  await rita.command(`/incident past ${title}`);
  const form = await rita.modal('A past incident');
  const { now } = await slack.link.state();
  const hoursAgo = (hours: number) => Math.floor(now / 1000) - hours * 3600;
  await form.fill({ 'It began': hoursAgo(5), 'It was resolved': hoursAgo(3) });
  await form.submit();
  await slack.settle();
  const told = await (await rita.dm()).message(new RegExp(`Recorded as #\\d+ ${title}`)).seen();
  return Number(/#(\d+)/.exec(told.text)?.[1]);
}

async function numberOf(room: Room): Promise<number> {
  const card = await room.message(/^.*#\d+ Checkout is failing/).seen();
  return Number(/#(\d+)/.exec(card.text)?.[1]);
}

test('what may become a room is looked at first, and what people made there stays', async () => {
  const { slack } = world;
  world.expectTrouble();
  const [rita, enzo, dita] = ['reporter', 'engineer', 'dba'].map((each) => slack.user(each));
  if (!rita || !enzo || !dita) throw new Error('the cast is another');
  const { number, room: own } = await declared(world, 'Login fails sev4');

  // Not everywhere.
  const told = async (where: Room | string, text = '') => {
    await rita.command(`/incident adopt ${text}`.trim(), where);
    await slack.settle();
    return (await rita.ephemerals()).at(-1)?.text ?? '';
  };
  expect(await told('incidents')).toMatch(/for everybody or for announcements/);
  expect(await told('general')).toMatch(/for everybody or for announcements/);
  expect(await told(own)).toBe(`This channel is the room of #${number} already.`);
  expect(await told('ops', `#${number}`)).toMatch(new RegExp(`#${number} has a room already`));
  expect(await told('ops', '#9999')).toMatch(/There is no such incident/);

  // A private channel: asked in first, and then nobody else hears of it.
  await rita.do({ type: 'create_channel', name: 'keys-leaked', is_private: true });
  const secret = await rita
    .goTo('keys-leaked')
    .channels()
    .then(() => slack.channel('keys-leaked'));
  expect(await told(secret)).toMatch(/I cannot see this channel\. Type .*\/invite/);
  await rita.do({ type: 'invite', channel: secret.id, users: [slack.app.bot_user_id] });
  await rita.invite(secret, dita);
  await rita.do({ type: 'set_topic', channel: secret.id, text: 'Only for us' });
  await dita.say('the key of payments is on a public page', secret);
  const record = await recorded('Mail was down');
  expect(await told(secret, `#${record}`)).toMatch(/is private and the incident is not/);
  await rita.command('/incident adopt Keys leaked', secret);
  const form = await rita.modal('Take in this channel');
  expect(form.words()).toMatch(/It is private, so the incident is, too/);
  await form.submit();
  await slack.settle();
  expect(await secret.topic()).toBe('Only for us');
  await secret.message(/Left as you made it: topic/).seen();
  expect(await dita.ask('/incident timeline', secret)).toContain('the key of payments is on a');
  expect(await enzo.ask('/incident list')).not.toContain('Keys leaked');
  expect(await dita.ask('/incident list')).toContain('Keys leaked');
  const news = await slack.channel('incidents');
  expect((await news.messages()).map(({ text }) => text).join()).not.toContain('Keys leaked');

  // One that has no room gets this one.
  await rita.do({ type: 'create_channel', name: 'mail-talk' });
  const talk = await slack.channel('mail-talk');
  await rita.say('it was the disk', talk);
  await rita.command(`/incident adopt #${record}`, talk);
  await (await rita.modal('Take in this channel')).submit();
  await slack.settle();
  await talk.message(new RegExp(`is now the room of #${record} Mail was down`)).seen();
  expect(await talk.pins()).toHaveLength(1);
  expect(await rita.ask('/incident timeline', talk)).toContain('it was the disk');

  // Two people at once: one incident has it.
  await rita.do({ type: 'create_channel', name: 'mail-is-late' });
  const late = await slack.channel('mail-is-late');
  await enzo.join(late);
  await Promise.all([rita, enzo].map((each) => each.command('/incident adopt', late)));
  const forms = await Promise.all([rita, enzo].map((each) => each.modal('Take in this channel')));
  await Promise.all(forms.map((each) => each.submit()));
  await slack.settle();
  expect(await late.pins()).toHaveLength(1);
  const named = (await late.messages()).filter(({ text }) => text.includes('is now the room'));
  expect(named).toHaveLength(1);
});

test('what was written down elsewhere is added once, by who runs Muster', async () => {
  const { slack, databaseUrl, local } = world;
  const enzo = slack.user('engineer');
  const { number, room } = await declared(world, 'Disks are full sev4');
  await slack.fastForward({ hours: 1 });
  const folder = mkdtempSync(join(tmpdir(), 'muster-backfill-'));
  const file = join(folder, 'notes.md');
  const at = (minutes: number) => {
    const instant = new Date(local.sandbox.workspace.clock.now() - minutes * 60_000);
    return instant.toISOString().slice(0, 16).replace('T', ' ');
  };
  writeFileSync(
    file,
    `# Notes\n- ${at(50)} enzo: db-7 is full\n- ${at(40)} the vendor: we add disks <!channel>\n- ${at(-60)} ann: later\nno time\n`,
  );
  const url = databaseUrl;
  const dry = await backfill({ url }, { number, from: { file }, apply: false });
  expect(dry).toEqual([
    'not taken: 1 that are still to come',
    `${at(50)} (UTC)  enzo: db-7 is full`,
    `${at(40)} (UTC)  the vendor: we add disks <!channel>`,
    `#${number}: 2 new, 0 there already. Add --apply to do it.`,
  ]);
  const lines = async () =>
    (await enzo.ask('/incident timeline', room))
      .split('\n')
      .filter((each) => /added later/.test(each));
  expect(await lines()).toEqual([]);
  await backfill({ url }, { number, from: { file }, apply: true });
  // Not only by the keys of gestures, which are swept after a week.
  await withDatabase(url, (sql) => sql`delete from inbox where key like 'backfill:%'`);
  const again = await backfill({ url }, { number, from: { file }, apply: true });
  expect(again.at(-1)).toBe(`#${number}: lines added: 0.`);
  expect(await lines()).toEqual([
    expect.stringMatching(/@enzo, .*: db-7 is full \(added later by who runs Muster\)/),
    expect.stringMatching(/the vendor, .*: we add disks <!channel> \(added later/),
  ]);

  // The same from a channel; what is there already is known by where it stands.
  await enzo.join(room);
  await enzo.say('all disks are there', room);
  await slack.settle();
  const { app, apiUrl } = local.sandbox;
  const from = { channelId: room.id, latest: 5, slack: { token: app.bot_token, apiUrl } };
  const added = await backfill({ url }, { number, from, apply: true });
  expect(added.at(-1)).toBe(`#${number}: lines added: 1.`);
  expect((await backfill({ url }, { number, from, apply: true })).at(-1)).toBe(
    `#${number}: lines added: 0.`,
  );
  await expect(backfill({ url }, { number: 9999, from, apply: true })).rejects.toThrow(
    'There is no incident #9999.',
  );
});
