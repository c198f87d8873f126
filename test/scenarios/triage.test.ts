import { describe, expect, test } from 'vitest';
import { policyFile } from '../support/policy-file.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** A small team that knows no severities, and first asks whether it is an incident at all. */
const small = (ask: 'room' | 'declare', more = '') =>
  policyFile(`
version: 2
name: Small
triage:
  ask: ${ask}
  within_minutes: 2
  criteria:
    - { key: many, question: Are more than half of the users affected? }
    - { key: data, question: Is data being corrupted?, help: Look at the nightly report }
    - { key: attack, question: Are we under attack? }
statuses:
  - { key: looking, name: Looking, phase: triage }
  - { key: fixing, name: Fixing, phase: active }
ended: { declined: No incident }
roles:
  - { key: lead, name: Lead }
announce: { channel: "#incidents" }
declare: { similar_within_minutes: 0 }
${more}`);

const card = /Lead: [\s\S]*Declared by /;

describe('a process without severities, which asks in the room', () => {
  const world = testWorld({ policyPath: small('room') });

  test('shows none of them anywhere', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    await reporter.command('/incident');
    const form = await reporter.modal('Declare an incident');
    expect(form.labels()).toEqual(['What is wrong?', 'What is happening?', 'Options']);
    await form.close();
    const { room, number, said } = await declared(world, 'Nothing loads');
    expect(said).toMatch(new RegExp(`Declared as #${number} Nothing loads\\. Its room`));
    const seen = [
      await room.message(card).words(),
      await room.topic(),
      (await room.state()).purpose,
      await (await slack.channel('incidents')).message(/Nothing loads/).words(),
      await reporter.ask('/incident list'),
      await reporter.ask('/incident timeline', room),
      await reporter.ask('/incident', room),
      await reporter.ask('/incident help'),
      (await reporter.home(/Nothing loads/)).words(),
    ];
    for (const words of seen) {
      expect(words).not.toMatch(/severity|sev\d/i);
      expect(words).not.toMatch(/(^|\n)\s*·|· *·|, *\.|,,/);
    }
    expect(await room.topic()).toBe('Looking · Nothing loads');
    expect(await reporter.ask('/incident severity high because', room)).toBe(
      'This process has no severities.',
    );
    await reporter.command('/incident severity', room);
    expect((await reporter.modal('Muster')).words()).toBe('This process has no severities.');
    await (await reporter.modal('Muster')).close();
  });

  test('one yes makes it an incident, which everybody is told once', async () => {
    const { slack } = world;
    const [dba, oncall] = [slack.user('dba'), slack.user('oncall')];
    const { room, number } = await declared(world, 'Logins hang, session store exhausted');
    const shown = room.message(card);
    expect(await shown.words()).toMatch(/Looking[\s\S]*Is it an incident\? Decide by /);
    expect(await shown.words()).toContain('Look at the nightly report');
    await shown.button('answer_criterion:many:no').click(dba);
    await slack.settle();
    expect(await shown.words()).toContain('affected? No (@dita)');
    // An answer may be changed until the answers have decided.
    await shown.button('Yes after all').click(oncall);
    await room
      .message(/It is an incident, by @omar\n• Are more than half.*\? Yes \(@omar\)/)
      .seen();
    await slack.settle();
    expect(await shown.words()).toContain('Fixing');
    expect(await shown.words()).not.toContain('Is it an incident?');
    expect(await dba.ask(`/incident notincident #${number}`, room)).toBe('');
    await (await dba.modal(`#${number} is none`)).close();
    expect(await dba.ask('/incident isincident because I say so', room)).toBe(
      'That was decided already.',
    );
    expect(await dba.ask('/incident timeline', room)).toContain(
      '@omar answered “Are more than half of the users affected?” with Yes. So it is an incident.',
    );

    // What the next one looks like, the card says, and so does its panel anywhere else.
    await dba.command('/incident resolve the store was made larger', room);
    await slack.settle();
    const next = await declared(world, 'Search hangs, session store exhausted');
    await slack.settle();
    const like = `Looks like #${number} of `;
    expect(await next.room.message(card).words()).toContain(like);
    expect(await dba.ask(`/incident #${next.number}`)).toContain(like);
  });

  test('no to everything declines it, with who answered what and a way back', async () => {
    const { slack } = world;
    const [dba, reporter] = [slack.user('dba'), slack.user('reporter')];
    const { room, number } = await declared(world, 'A logo is crooked');
    // Once it is declined nobody's part is shown.
    const shown = room.message(/Declared by @rita, 20/);
    for (const question of ['many', 'data', 'attack']) {
      await shown.button(`answer_criterion:${question}:no`).click(dba);
      await slack.settle();
    }
    const told = room.message(/No incident, by @dita/);
    expect(await told.words()).toMatch(/corrupted\? No \(@dita\)\n• Are we under attack\? No/);
    expect(await shown.words()).toMatch(/No incident 20\d\d/);
    expect(await shown.words()).not.toContain('Closed');
    const news = (await slack.channel('incidents')).message(/A logo is crooked/);
    expect(await news.words()).toContain('No incident');
    expect(await reporter.ask('/incident list')).not.toContain('A logo is crooked');
    await told.button('It is one after all').click(reporter);
    const form = await reporter.modal(`Reopen #${number}`);
    await form.fill({ 'Why?': 'customers did notice' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await room.message(/Reopened by @rita: customers did notice/).seen();
    await slack.settle();
    expect(await shown.words()).toContain('Fixing');
    expect(await reporter.ask('/incident timeline', room)).toMatch(
      /customers did notice\. With that it is an incident\./,
    );
  });

  test('a person may decide with a reason, whatever was answered', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Odd log lines');
    await room.message(card).button('Not an incident').click(dba);
    const form = await dba.modal(`#${number} is none`);
    await form.fill({ 'Why is it none?': 'a test was running' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await room.message(/No incident, by @dita: a test was running/).seen();
    const other = await declared(world, 'Queue grows');
    await dba.command('/incident isincident because mail is late', other.room);
    await other.room.message(/It is an incident, by @dita: mail is late/).seen();
  });
});

describe('a process that asks before there is a room', () => {
  const world = testWorld({ policyPath: small('declare') });

  test('declares what is one, and only records what is none', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    await reporter.command('/incident declare The fan is loud');
    const form = await reporter.modal('Declare an incident');
    expect(form.value('What is wrong?')).toBe('The fan is loud');
    await form.fill({
      'Are more than half of the users affected?': 'No',
      'Is data being corrupted?': 'No',
      'Are we under attack?': 'No',
    });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    const told = (await reporter.dm()).message(/By your answers #1 The fan is loud is none/);
    expect(await told.words()).toContain('/incident reopen #1 because …');
    const names = (await slack.link.state()).channels.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('inc-'))).toEqual([]);
    await (await slack.channel('incidents')).expectNoMessage(/fan is loud/);
    expect(await reporter.ask('/incident timeline #1')).toContain(
      'By the answers it is none: No incident.',
    );
    await reporter.command('/incident reopen #1 because it smells of smoke');
    await slack.settle();
    const room = await slack.channel(/^inc-1-the-fan/);
    expect(await room.message(card).words()).toContain('Fixing');
    await (await slack.channel('incidents')).message(/fan is loud/).seen();
  });

  test('whoever declares by form is told where it is, and thanked', async () => {
    const { slack } = world;
    const engineer = slack.user('engineer');
    await engineer.command('/incident');
    const form = await engineer.modal('Declare an incident');
    await form.fill({
      'What is wrong?': 'Orders vanish',
      'Are more than half of the users affected?': 'No',
      'Is data being corrupted?': 'Yes',
      'Are we under attack?': 'No',
    });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    const told = (await engineer.dm()).message(/Orders vanish/);
    expect(await told.words()).toMatch(
      /Thank you\. #\d+ Orders vanish is being worked on: #inc-\d+-orders-vanish/,
    );
    const room = await slack.channel(/orders-vanish/);
    expect(await room.message(card).words()).not.toContain('Is it an incident?');
  });
});
