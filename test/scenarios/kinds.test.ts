import { describe, expect, test } from 'vitest';
import { policyFile } from '../support/policy-file.ts';
import { declared, pressMore } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** A bank whose incidents have kinds and modules that say much about them. */
const bank = policyFile(`
version: 2
name: Bank
severities:
  - { key: high, name: High, meaning: Money or data at stake, aliases: [h], update_every_minutes: 30 }
  - key: trifle
    name: Trifle
    meaning: Nothing is lost
    place: record
    update_every_minutes: 30
    commander_within_minutes: 5
  - { key: low, name: Low, meaning: A nuisance, place: thread }
default_severity: low
kinds:
  - { key: bug, name: Minor bug, meaning: Something small is wrong, aliases: [minor] }
  - key: grave
    name: Grave bug
    meaning: Something big is wrong
    forces: { severity: high }
  - key: security
    name: Security
    meaning: Somebody is where they should not be
    emoji: ":closed_lock_with_key:"
    aliases: [breach]
    forces: { severity: high, private: true }
    invite: ["team:guards"]
  - key: question
    name: By protocol
    meaning: Somebody needs help
    place: record
  - key: unknown
    name: Unknown
    meaning: Nobody knows yet
    unsettled: true
    settle_within_minutes: 20
default_kind: bug
modules:
  - { key: ledger, name: Ledger, aliases: [books], becomes: grave, instead_of: [bug], owner: money }
  - { key: site, name: Web site }
  - { key: vault, name: Vault, raises_to: high }
directory:
  teams:
    - { key: money, name: Money, members: [dita@example.com, "team:night"] }
    - { key: night, name: Night shift, members: [omar@example.com] }
    - { key: guards, name: Guards, members: [cleo@example.com] }
statuses:
  - { key: working, name: Working, phase: active }
roles:
  - { key: lead, name: Lead }
announce: { channel: "#incidents" }
declare: { similar_within_minutes: 0 }
`);

const world = testWorld({ policyPath: bank });
const card = /Lead: [\s\S]*Declared by /;

describe('the kind', () => {
  test('is chosen in the form and by command, and stands wherever the incident is shown', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    await reporter.command('/incident');
    const form = await reporter.modal('Declare an incident');
    expect(form.labels()).toEqual([
      'What is wrong?',
      'Severity',
      'Kind',
      'What is affected?',
      'What is happening?',
      'Options',
    ]);
    expect(form.value('Kind')).toBe('bug');
    await form.close();
    const { room, number, said } = await declared(world, 'Totals are odd grave high');
    expect(said).toContain(`#${number} Totals are odd, High, Grave bug.`);
    expect(await room.message(card).words()).toContain('Kind: Grave bug');
    const news = (await slack.channel('incidents')).message(`#${number} Totals are odd`);
    expect(await news.words()).toContain('High · Grave bug · Working');
    expect(await reporter.ask('/incident list')).toContain('High · Grave bug · Working');
    expect(await reporter.ask('/incident timeline', room)).toContain('Kind: Grave bug.');
  });

  test('changes with a reason, and what the new one forces follows by itself', async () => {
    const { slack } = world;
    const oncall = slack.user('oncall');
    const { room, number } = await declared(world, 'Slow site high');
    await oncall.command('/incident kind grave because the ledger is wrong', room);
    await room.message(':label: Kind Minor bug → Grave bug, by @omar: the ledger is wrong').seen();
    await oncall.command('/incident severity low because it was one page', room);
    await oncall.ephemeral(/It is at least High, because it is Grave bug\./).seen();
    await pressMore(room.message(card), oncall, 'Change kind');
    const form = await oncall.modal(`Kind of #${number}`);
    expect(form.value('New kind')).toBe('grave');
    await form.fill({ 'New kind': 'Minor bug', 'Why?': 'it was the cache' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    expect(await room.message(card).words()).toMatch(/High · Working[\s\S]*Kind: Minor bug/);
  });

  test('that is private takes the incident out of sight and asks its own people in', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    expect(await reporter.ask('/incident declare Odd logins breach')).toContain('High, Security');
    await slack.settle();
    const rooms = (await slack.link.state()).channels.filter(({ kind }) => kind === 'private');
    expect(rooms.map(({ name }) => name)).toEqual([
      'leadership',
      expect.stringMatching(/^inc-(?:\d{7}-)?[0-9a-f]{6}$/),
    ]);
    expect(await slack.user('liaison').ask('/incident find Odd logins')).toContain('Nothing found');
    expect(await slack.user('commander').ask('/incident find Odd logins')).toContain(':lock:');
    const news = await slack.channel('incidents');
    await news.expectNoMessage(/Odd logins/);
  });

  test('that is not settled must be before it can be over', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const { room, number } = await declared(world, 'What is this high unknown');
    expect(await room.message(card).words()).toMatch(
      /Unknown: what sort it is must be settled by /,
    );
    expect(await reporter.ask('/incident resolve it went away', room)).toContain(
      'It is still Unknown. Settle first what sort it is.',
    );
    await reporter
      .ephemeral(/It is still Unknown/)
      .button('Settle the kind')
      .click(reporter);
    const form = await reporter.modal(`Kind of #${number}`);
    await form.fill({ 'New kind': 'Minor bug', 'Why?': 'a typo' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await reporter.command('/incident resolve fixed the typo', room);
    await room.message(/Resolved by @rita after .*: fixed the typo/).seen();
  });
});

describe('the place', () => {
  test('of something small is the thread under its announcement', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const said = await reporter.ask('/incident declare A typo in the footer');
    const number = Number(/#(\d+)/.exec(said)?.[1]);
    expect(said).toContain('It is worked on in the thread under its announcement.');
    await slack.settle();
    const news = (await slack.channel('incidents')).message(/A typo[\s\S]*in this thread/);
    expect(await news.reply(card).words()).toContain('A typo in the footer');
    expect(await news.reply(/this thread is the room of/).words()).toContain('@rita');
    const names = (await slack.link.state()).channels.map(({ name }) => name);
    expect(names.filter((name) => name.includes('typo'))).toEqual([]);
    expect(await news.reply(card).words()).not.toContain('could not be made');
    await news.reply(card).button('Resolve').click(reporter);
    await (await reporter.modal(`Resolve #${number}`)).close();
  });

  test('grows to a channel when it turns out to be worse', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const number = Number(/#(\d+)/.exec(await reporter.ask('/incident declare Odd sums'))?.[1]);
    await slack.settle();
    expect(await reporter.ask(`/incident kind #${number} grave because they are all wrong`)).toBe(
      `#${number} is now Grave bug.`,
    );
    await slack.settle();
    const room = await slack.channel(new RegExp(`^inc-${number}-odd-sums`));
    expect(await room.message(card).words()).toContain('High · Working');
    expect(await reporter.ask('/incident timeline', room)).toContain(
      'The severity rose from Low to High, because it is Grave bug. It gets a channel of its own.',
    );
  });

  test('of a mere question is a record: nothing in Slack, and still to be shown', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const before = (await slack.link.state()).channels.length;
    const said = await reporter.ask('/incident declare How do refunds work trifle by protocol');
    const number = Number(/#(\d+)/.exec(said)?.[1]);
    expect(said).toContain('It is recorded; it gets no room.');
    await slack.settle();
    expect((await slack.link.state()).channels).toHaveLength(before);
    await (await slack.channel('incidents')).expectNoMessage(/How do refunds work/);
    const panel = await reporter.ask(`/incident show #${number}`);
    expect(panel).toMatch(/How do refunds work[\s\S]*It is recorded; it gets no room\./);
    await reporter.command(`/incident resolve #${number} explained it`);
    await slack.fastForward({ days: 1 });
    expect(await reporter.ask(`/incident timeline #${number}`)).not.toContain('Muster asked');
    expect(await reporter.ask('/incident list')).toContain('a record only');
  });
});

describe('what is affected', () => {
  test('is chosen at declaration, makes it another kind and brings who owns it', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const { room, number } = await declared(world, 'Totals drift high');
    expect(await reporter.ask('/incident module books, web site', room)).toBe(
      `#${number} affects Ledger, Web site.`,
    );
    await slack.settle();
    expect(await room.message(card).words()).toMatch(/Kind: Grave bug\nAffected: Ledger, Web site/);
    expect(await room.people()).toEqual(['reporter', 'dba', 'oncall']);
    expect(await reporter.ask('/incident timeline', room)).toContain(
      'added what is affected: Ledger, Web site. It is of the kind Grave bug, because Ledger is affected.',
    );
    expect(await reporter.ask('/incident kind minor because it is small', room)).toBe(
      'While Ledger is affected it is Grave bug.',
    );
    expect(await reporter.ask('/incident module attic', room)).toBe(
      'There is no part “attic”. There are: Ledger, Web site, Vault.',
    );
  });
});

test('a thread that was its room keeps nothing of what Muster wrote there when it becomes private', async () => {
  const { slack } = world;
  // It is not in that channel yet.
  world.expectTrouble();
  const [dba, oncall] = [slack.user('dba'), slack.user('oncall')];
  const incidents = await slack.channel('incidents');
  const said = await oncall.ask('/incident declare Names are shown to everybody low');
  const number = /#(\d+)/.exec(said)?.[1];
  await slack.settle();
  await incidents.message('Names are shown').answer(dba, 'I saw it, too');
  await oncall.command(`/incident #${number} update The names of Acme are out`);
  await slack.settle();
  const words = () =>
    [...(world.local.sandbox.core.workspace.channels.get(incidents.id)?.messages.values() ?? [])]
      .map((message) => JSON.stringify([message.text, message.blocks]))
      .join();
  expect(words()).toContain('The names of Acme are out');
  await oncall.command(`/incident #${number} private because of names`);
  await slack.settle();
  expect(words()).not.toMatch(/Names are shown|The names of Acme/);
  expect(words()).toContain('I saw it, too');
});
