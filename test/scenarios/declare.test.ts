import { describe, expect, test } from 'vitest';
import { ordinary } from '../../sandbox/server/settings.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();

test('/incident asks what is wrong, how bad it is and what is happening, and makes the room', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  await reporter.command('/incident');
  const form = await reporter.modal('Declare an incident');
  expect(form.labels()).toEqual(['What is wrong?', 'Severity', 'What is happening?', 'Options']);
  expect(form.words()).toContain('SEV1\nCustomers cannot use the product, or data is being lost');
  expect(form.words()).toContain('Private\nOnly people invited to the room see it');
  expect(form.words()).toContain('Drill\nPractice; nothing is really broken');
  expect(form.value('Severity')).toBe('sev3');
  await form.fill({
    'What is wrong?': 'Checkout is failing',
    Severity: 'SEV1',
    'What is happening?': 'Every card is refused since noon',
  });
  expect(await form.submit()).toMatchObject({ accepted: true });
  const room = await slack.channel(/^inc-\d+-checkout-is-failing$/);
  const card = await room.message(/Incident commander: nobody yet/).words();
  expect(card).toContain('SEV1 · Investigating');
  expect(card).toContain('Every card is refused since noon');
});

test('a form with a fault says so at the field and keeps what was typed', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  await reporter.command('/incident declare sev2');
  const form = await reporter.modal('Declare an incident');
  expect(form.value('Severity')).toBe('sev2');
  await form.fill({ 'What is wrong?': '   ', 'What is happening?': 'A long story' });
  expect((await form.submit()).errors).toEqual({
    'What is wrong?': 'Please say something here: title.',
  });
  expect(form.value('What is happening?')).toBe('A long story');
  await form.fill({ 'What is wrong?': 'Search is slow' });
  expect(await form.submit()).toMatchObject({ accepted: true, errors: {} });
  const room = await slack.channel(/search-is-slow/);
  await room.message(/SEV2[\s\S]*A long story/).seen();
});

test.each([
  ['API is down sev1', 'API is down', 'SEV1'],
  ['s2 mail is late', 'mail is late', 'SEV2'],
  ['Critical: the shop is closed', 'the shop is closed', 'SEV1'],
  ['docs are wrong sev 4', 'docs are wrong', 'SEV4'],
  ['the coffee is cold', 'the coffee is cold', 'SEV3'],
])('/incident declare %s needs no form', async (typed, title, severity) => {
  const said = await world.slack.user('liaison').ask(`/incident declare ${typed}`);
  expect(said).toMatch(new RegExp(`Declared as #\\d+ ${title}, ${severity}\\.`));
});

test('the shortcut opens the form from anywhere', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  await dba.shortcut('declare_incident');
  const form = await dba.modal('Declare an incident');
  await form.fill({ 'What is wrong?': 'Replica lags', Options: ['Drill'] });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const room = await slack.channel(/replica-lags/);
  await room.message(/Drill\. Nothing is really broken[\s\S]*Incident commander/).seen();
  const news = await (await slack.channel('incidents')).message(/Replica lags/).words();
  expect(news).toMatch(/^:construction: #\d+ Replica lags[\s\S]*Drill\. Nothing is really broken/);
});

test('declaring from a message takes its words and its link along, and says so in its thread', async () => {
  const { slack } = world;
  const liaison = slack.user('liaison');
  const support = await slack.channel('support');
  await slack.user('observer').say('Nobody can log in\nsince the deploy', support);
  const said = support.message(/since the deploy/);
  const { permalink } = await said.seen();
  await said.shortcut(liaison, 'declare_from_message');
  const form = await liaison.modal('Declare an incident');
  expect(form.words()).toMatch(/From a message by @otis:\n.*Nobody can log in/);
  expect(form.value('What is wrong?')).toBe('Nobody can log in');
  expect(form.value('What is happening?')).toBe('Nobody can log in\nsince the deploy');
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const room = await slack.channel(/nobody-can-log-in/);
  const card = await room.message(/Incident commander: /).seen();
  expect(JSON.stringify(card.blocks)).toContain(`<${permalink}|message>`);
  const [note] = await said.thread();
  expect(note?.text).toMatch(
    new RegExp(`<@${liaison.id}> declared #\\d+ Nobody can log in from this message: <#${room.id}`),
  );
  expect(await liaison.ask('/incident timeline', room)).toMatch(/From a message by @otis/);
});

describe('when another incident was declared lately', () => {
  test('the form shows it first, and one can join it instead', async () => {
    const { slack } = world;
    await slack.fastForward({ hours: 2 });
    const { room, number } = await declared(world, 'Payments hang sev4');
    const engineer = slack.user('engineer');
    await engineer.command('/incident');
    const form = await engineer.modal('Declare an incident');
    expect(form.words()).toMatch(
      new RegExp(
        `^Is it one of these\\? Declared in the last 60 minutes:\\n.*#${number} Payments hang`,
      ),
    );
    // What is older is not offered.
    expect(form.words()).not.toContain('Search is slow');
    await form.press('Join', undefined, /Payments hang/);
    expect((await engineer.modal('Muster')).words()).toContain('You are invited: #inc-');
    await slack.settle();
    expect(await room.people()).toContain('engineer');
  });

  test('a command is told of it with its answer, and one can still join it', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const said = await dba.ask('/incident declare cards are refused sev4');
    expect(said).toMatch(/Declared as #\d+[\s\S]*Is it one of these\?[\s\S]*Payments hang/);
    expect(said.match(/cards are refused/g)).toHaveLength(1);
    await dba
      .ephemeral(/Payments hang/)
      .button('Join', /Payments hang/)
      .click(dba);
    await dba.ephemeral(/You are invited: #inc-\d+-payments-hang/).seen();
    await slack.settle();
    expect(await (await slack.channel(/payments-hang/)).people()).toContain('dba');
  });
});

test('a form sent again because no answer came makes one incident', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  await reporter.command('/incident declare');
  const form = await reporter.modal('Declare an incident');
  await form.fill({ 'What is wrong?': 'Double trouble', Severity: 'SEV4' });
  await slack.settings({ ackTimeoutMs: 1_000 });
  await slack.faults({ on: 'interaction', times: 1, fault: { kind: 'drop_ack' } });
  expect(await form.submit()).toMatchObject({ accepted: false });
  await slack.faults();
  await slack.settings({ ackTimeoutMs: ordinary.ackTimeoutMs });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const found = await reporter.ask('/incident find double trouble');
  expect(found.match(/Double trouble/g)).toHaveLength(1);
  const rooms = (await slack.link.state()).channels.filter((each) => /double/.test(each.name));
  expect(rooms).toHaveLength(1);
});

describe('a private incident', () => {
  test('has a private room that nobody else is asked into, with a name that tells nothing', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const incidents = await slack.channel('incidents');
    const before = (await incidents.messages()).length;
    await reporter.command('/incident declare');
    const form = await reporter.modal('Declare an incident');
    await form.fill({
      'What is wrong?': 'Keys have leaked',
      Severity: 'SEV1',
      Options: ['Private'],
    });
    expect(await form.submit()).toMatchObject({ accepted: true });
    const room = await slack.channel(/^inc-(?:\d{7}-)?[0-9a-f]{6}$/);
    await room.message(/Private\. Only people in this channel[\s\S]*Keys have leaked/).seen();
    await slack.settle();
    expect(await room.state()).toMatchObject({ kind: 'private' });
    expect(await room.people()).toEqual(['reporter']);
    expect(await incidents.messages()).toHaveLength(before);
  });

  test('cannot be told from one that does not exist, until one is asked in', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const outsider = slack.user('commander');
    const number = Number(/#(\d+) Keys/.exec(await reporter.ask('/incident list'))?.[1]);
    const asked = [
      `show #%`,
      `#%`,
      `timeline #%`,
      `take #%`,
      `note #% hello`,
      `update #% hello`,
      `severity #% sev2 because`,
      `resolve #% done`,
      `retry #%`,
    ];
    for (const each of asked) {
      const there = await outsider.ask(`/incident ${each.replace('%', String(number))}`);
      expect(there, each).toBe(await outsider.ask(`/incident ${each.replace('%', '9999')}`));
      expect(there, each).toBe('There is no such incident, or you are not in it.');
    }
    expect(await outsider.ask('/incident find leaked')).toBe('Nothing found for “leaked”.');
    expect(await outsider.ask('/incident list')).not.toContain('Keys');
    expect(await outsider.ask('/incident declare no keys sev4')).not.toContain('leaked');
    expect((await outsider.home()).words()).not.toContain('leaked');
    await outsider.command('/incident declare');
    const form = await outsider.modal('Declare an incident');
    expect(form.words()).not.toContain('leaked');
    await form.close();
    const room = await slack.channel(/^inc-(?:\d{7}-)?[0-9a-f]{6}$/);
    await reporter.invite(room, outsider);
    await slack.settle();
    expect(await outsider.ask(`/incident show #${number}`)).toContain('Keys have leaked');
    expect(await outsider.ask('/incident find leaked')).toContain('Keys have leaked');
  });
});
