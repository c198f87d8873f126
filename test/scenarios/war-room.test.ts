import { beforeAll, describe, expect, test } from 'vitest';
import type { Fault, FaultKind, JournalEntry } from '../../sandbox/protocol-operate.ts';
import { ordinary } from '../../sandbox/server/settings.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** To SEV4 come an unknown person, one who left, a guest, an unknown group, a group and a person. */
const policyPath = policyWith({
  'aliases: [s4, p4, low]':
    'aliases: [s4, p4, low]\n    invite: [U0NOBODY, U0FORMER, U0GUEST, "@nosuchgroup", "@support", "dita@example.com"]',
});
const world = testWorld({ policyPath, start: { callTimeoutMs: 3_000 } });

test('a room has a name, topic, purpose, bookmark, pinned card, its people and an announcement', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  const { room, number, said } = await declared(world, 'Checkout is failing sev1');
  expect(said).toContain(`Declared as #${number} Checkout is failing, SEV1`);
  expect(await room.name()).toBe(`inc-${number}-checkout-is-failing`);
  const state = await room.state();
  expect(state).toMatchObject({
    kind: 'public',
    topic: 'SEV1 · Investigating · update every 30 min · Checkout is failing',
    purpose: `#${number} Checkout is failing. Declared by <@U0REPORTER>. Type /incident help.`,
  });
  const [card, ...otherPins] = await room.pins();
  expect(otherPins).toEqual([]);
  expect(card?.text).toBe(`:red_circle: #${number} SEV1 · Investigating: Checkout is failing`);
  expect(state.bookmarks).toMatchObject([
    { title: `#${number} Checkout is failing`, link: card?.permalink },
  ]);
  expect(await room.people()).toEqual(['reporter', 'engineer', 'dba', 'oncall']);
  const incidents = await slack.channel('incidents');
  const news = await incidents.message(`#${number} Checkout is failing`).words();
  expect(news).toContain('SEV1 · Investigating');
  expect(news).toContain('Incident commander: nobody yet');
  expect(news).toContain(`#inc-${number}-checkout-is-failing`);
  await reporter.command('/incident take', room);
  await slack.settle();
  expect(await room.topic()).toBe(
    'SEV1 · Investigating · <@U0REPORTER> (Incident commander) · update every 30 min · Checkout is failing',
  );
});

test.concurrent('the announcement is edited in place, never posted again', async () => {
  const { slack } = world;
  const { number } = await declared(world, 'Mail is late sev3');
  const incidents = await slack.channel('incidents');
  const before = await incidents.message(`#${number} Mail is late`).seen();
  const commander = slack.user('commander');
  await commander.command(`/incident severity #${number} sev2 because half of it is stuck`);
  await commander.command(`/incident title #${number} No mail goes out`);
  await commander.command(`/incident take #${number}`);
  await slack.settle();
  const after = await incidents.message(`#${number} No mail goes out`).seen();
  expect(after.ts).toBe(before.ts);
  expect(await incidents.message(`#${number} No mail goes out`).words()).toMatch(
    /SEV2[\s\S]*Incident commander: @cleo/,
  );
  const about = (await incidents.messages()).filter((each) => each.text.includes(`#${number} `));
  expect(about).toHaveLength(1);
});

test.concurrent.each([
  ['🔥🔥🔥', /^inc-\d+$/],
  ['ระบบล่ม', /^inc-\d+$/],
  ['Zürich & Straße: “naïve” API — down?!', /^inc-\d+-zurich-strasse-naive-api-down$/],
  [`${'very '.repeat(30)}long outage`, /^inc-\d+-(very-)+very$/],
])('an incident called %s gets a channel with a name that Slack takes', async (title, name) => {
  const { room, number, said } = await declared(world, `${title} sev4`);
  expect(await room.name()).toMatch(name);
  expect((await room.name()).length).toBeLessThanOrEqual(80);
  expect(said).toContain(`#${number} ${title.slice(0, 100)}`);
  // What is too long for a title is still told whole.
  expect(await room.message(/Incident commander: /).words()).toContain(title);
  world.expectTrouble();
});

test('a name that is taken, even by an archived channel, is evaded', async () => {
  const { slack } = world;
  const manager = slack.user('manager');
  const last = await declared(world, 'Search is slow sev3');
  const name = `inc-${last.number + 1}-search-is-down`;
  const { channel } = await manager.do({ type: 'create_channel', name });
  await manager.do({ type: 'archive_channel', channel: channel ?? '' });
  const { room } = await declared(world, 'Search is down sev3');
  expect(await room.name()).toBe(`${name}-2`);
  expect(await room.pins()).toHaveLength(1);
});

test('one who cannot be invited does not spoil it for the rest', async () => {
  const { slack } = world;
  world.expectTrouble();
  const { room } = await declared(world, 'The intranet is slow sev4');
  expect(await room.people()).toEqual(['reporter', 'liaison', 'dba']);
  const sentence =
    /Could not be invited: @nosuchgroup \(no_such_subteam\), @U0NOBODY \(user_not_found\), @faye \(.*\), @gus \(.*\)/;
  await room.message(sentence).button('Try again').seen();
  await (await slack.user('reporter').dm()).message(sentence).seen();
});

test('from the channel to the pin are three calls, and nothing else waits for the card', async () => {
  const { slack } = world;
  // So slow that what begins late on a busy machine still begins before it ends.
  await slack.settings({ latency: { leastMs: 1_000, mostMs: 1_000 } });
  const since = (await slack.journal()).at(-1)?.sequence ?? 0;
  const { room } = await declared(world, 'Login is broken sev1');
  await slack.settings({ latency: ordinary.latency });
  const calls = await slack.journal({ since: String(since), direction: 'call' });
  const incidents = await slack.channel('incidents');
  const find = (name: string, channel = room.id) =>
    calls.find((each) => each.name === name && (each.channel === null || each.channel === channel));
  const create = find('conversations.create');
  const card = find('chat.postMessage');
  const pin = find('pins.add');
  const aside = [
    find('conversations.setTopic'),
    find('conversations.setPurpose'),
    find('conversations.invite'),
  ];
  const path = [create, card, pin].map(called);
  expect(depth(path, called(pin))).toBe(3);
  for (const each of aside.map(called)) {
    expect(each.sequence).toBeGreaterThan(called(create).sequence);
    expect(each.real_at, each.name).toBeLessThan(endOf(called(card)));
  }
  expect(called(find('chat.postMessage', incidents.id)).real_at).toBeLessThan(endOf(called(card)));
});

describe('what Slack refuses for good', () => {
  beforeAll(async () => {
    // Slack lets an app make twenty channels in a minute.
    await world.slack.fastForward({ minutes: 1 });
  });

  const steps: [step: string, method: string, sentence: RegExp][] = [
    ['topic', 'conversations.setTopic', /The topic could not be set/],
    ['purpose', 'conversations.setPurpose', /The description could not be set/],
    ['bookmark', 'bookmarks.add', /The bookmark could not be added/],
    ['pin', 'pins.add', /The card could not be pinned/],
    ['invite', 'conversations.invite', /Not everybody could be invited/],
  ];

  test('is said on the card and to who declared, can be tried again, and is forgotten then', async () => {
    const { slack } = world;
    world.expectTrouble();
    const reporter = slack.user('reporter');
    const incidents = await slack.channel('incidents');
    const refused = (method: string, more: Partial<Fault> = {}): Fault => ({
      on: 'call',
      method,
      ...more,
      fault: { kind: 'reject', error: 'restricted_action' },
    });
    await slack.faults(
      ...steps.map(([, method]) => refused(method)),
      refused('chat.postMessage', { channel: incidents.id }),
    );
    const { room, number } = await declared(world, 'Payments hang sev2');
    const all = [...steps, ['news', '', /The announcement could not be posted/] as const];
    const dm = await reporter.dm();
    const card = room.message(/Incident commander: nobody yet/);
    for (const [step, , sentence] of all) {
      expect(await card.words(), step).toMatch(sentence);
      expect(await dm.message(sentence).words(), step).toContain('restricted_action');
    }
    // Tried again while it is still so: it stays on the card.
    await card.button('Try again', /topic/).click(slack.user('commander'));
    await slack.settle();
    expect(await card.words()).toMatch(/The topic could not be set/);
    await slack.faults();
    for (const [, , sentence] of all) {
      await card.button('Try again', sentence).click(slack.user('commander'));
    }
    await slack.settle();
    for (const [step, , sentence] of all) expect(await card.words(), step).not.toMatch(sentence);
    const state = await room.state();
    expect(state.topic).toMatch(/SEV2/);
    expect(state.purpose).toMatch(/Payments hang/);
    expect(state.bookmarks).toHaveLength(1);
    expect(await room.pins()).toHaveLength(1);
    expect(await room.people()).toContain('reporter');
    await incidents.message(`#${number} Payments hang`).seen();
    expect(await card.words()).not.toContain('Try again');
  });

  test('a card that cannot be posted is told to who declared, and /incident retry brings it', async () => {
    const { slack } = world;
    world.expectTrouble();
    const reporter = slack.user('reporter');
    const error = 'restricted_action';
    const fault = { kind: 'reject', error } as const;
    const { core, workspace } = world.local.sandbox;
    const forget = workspace.onChange((change) => {
      if (change.kind !== 'channel_created') return;
      core.faults.add({
        on: 'call',
        method: 'chat.postMessage',
        channel: change.channel.id,
        fault,
      });
    });
    const { room, number } = await declared(world, 'The queue is stuck sev3');
    expect(await room.pins()).toEqual([]);
    const dm = await reporter.dm();
    await dm.message(/The card could not be posted.*restricted_action/).seen();
    forget();
    await slack.faults();
    expect(await reporter.ask('/incident retry', room)).toContain('Trying again');
    await slack.settle();
    const [card] = await room.pins();
    expect(card?.text).toContain(`#${number} SEV3`);
    await room.expectNoMessage(/could not be posted/);
  });

  test('without a channel the incident goes on in the thread of its announcement', async () => {
    const { slack } = world;
    world.expectTrouble();
    const reporter = slack.user('reporter');
    const fault = { kind: 'reject', error: 'restricted_action' } as const;
    await slack.faults({ on: 'call', method: 'conversations.create', fault });
    const said = await reporter.ask('/incident declare The printers burn sev2');
    const number = Number(/#(\d+)/.exec(said)?.[1]);
    await slack.settle();
    const incidents = await slack.channel('incidents');
    const news = await incidents.message(/The printers burn[\s\S]*in this thread/).seen();
    const card = incidents.message(/The printers burn[\s\S]*\nIncident commander: /);
    expect((await card.seen()).thread_ts).toBe(news.ts);
    expect(await card.words()).toMatch(/The room could not be made.*restricted_action/);
    await card.button('Take').click(slack.user('commander'));
    await slack.settle();
    expect(await card.words()).toContain('Incident commander: @cleo');
    await (await reporter.dm()).message(/The room could not be made/).seen();
    await slack.faults();
    await card.button('Try again').click(reporter);
    await slack.settle();
    const room = await slack.channel(`inc-${number}-the-printers-burn`);
    expect(await room.pins()).toHaveLength(1);
    await room.expectNoMessage(/could not be made/);
    expect(await room.people()).toEqual(['reporter', 'commander']);
    expect(await incidents.message(`#${number} The printers burn`).words()).toContain(
      `#inc-${number}-the-printers-burn`,
    );
  });
});

describe.each<[string, FaultKind]>([
  ['is cut off after it was carried out', { kind: 'drop' }],
  ['answers with an error after it was carried out', { kind: 'fail_after' }],
  ['is never answered', { kind: 'hang' }],
])('where a call %s', (_, fault) => {
  test('there is one channel, one card and one announcement', async () => {
    const { slack } = world;
    world.expectTrouble();
    await slack.faults(
      { on: 'call', method: 'conversations.create', nth: 1, fault },
      { on: 'call', method: 'chat.postMessage', times: 2, fault },
      { on: 'call', method: 'conversations.invite', nth: 1, fault },
    );
    const { room, number } = await declared(world, 'Nothing works sev2');
    await slack.faults();
    const channels = (await slack.link.state()).channels.filter(({ name }) =>
      name.startsWith(`inc-${number}-`),
    );
    expect(channels.map(({ name }) => name)).toEqual([`inc-${number}-nothing-works`]);
    const cards = (await room.messages()).filter(({ text }) => text.includes(`#${number} SEV2`));
    expect(cards).toMatchObject([{ pinned: true }]);
    const news = await (await slack.channel('incidents')).messages();
    expect(news.filter(({ text }) => text.includes(`#${number} `))).toHaveLength(1);
    expect(await room.people()).toContain('reporter');
  });
});

function called(entry: JournalEntry | undefined): JournalEntry {
  if (entry === undefined) throw new Error('a call was not made');
  return entry;
}

function endOf(entry: JournalEntry): number {
  return entry.real_at + entry.took_ms;
}

/** How many calls came one after another up to this one. */
function depth(calls: readonly JournalEntry[], last: JournalEntry): number {
  const before = calls.filter((each) => each !== last && endOf(each) <= last.real_at);
  return 1 + Math.max(0, ...before.map((each) => depth(calls, each)));
}
