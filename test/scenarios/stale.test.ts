import { describe, expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import { stored } from '../support/stored.ts';
import { declared } from '../support/story.ts';
import { testWorld, type World } from '../support/world.ts';

const world = testWorld();

const card = /Incident commander: [\s\S]*Declared by /;
const reminder = /update is due|is late/;
const tooLate = /The form could not open in time/;
const nudge = /No Incident commander since/;

/** The lines of an incident's timeline that hold these words. */
async function lines(room: Room, reader: Person, words: string): Promise<number> {
  const timeline = await reader.ask('/incident timeline', room);
  return timeline.split('\n').filter((line) => line.includes(words)).length;
}

/** Lets Slack's own clock run on the moment Muster asks for a form: the trigger is too old then. */
function expireNextTrigger({ local }: World): void {
  const { journal, workspace } = local.sandbox.core;
  const begin = journal.begin;
  journal.begin = (entry) => {
    if (entry.direction === 'call' && entry.name === 'views.open') {
      journal.begin = begin;
      workspace.clock.advance(workspace.settings.triggerLifeMs + 100);
    }
    return begin.call(journal, entry);
  };
}

describe("a button of yesterday's message", () => {
  test('is answered by how things are now, and changes nothing that has changed meanwhile', async () => {
    const { slack } = world;
    const [engineer, dba] = [slack.user('engineer'), slack.user('dba')];
    const { room } = await declared(world, 'Exports are slow sev1');
    await slack.fastForward({ minutes: 30 });
    const [asked, due] = [room.message(nudge), room.message(reminder)];
    await asked.button('Take Incident commander').seen();
    await engineer.command('/incident take', room);
    await engineer.command('/incident update two of three are back', room);
    await slack.fastForward({ days: 1 });
    const before = await stored(world.databaseUrl);
    await asked.button('Take Incident commander').click(dba);
    await dba.ephemeral(/@enzo took Incident commander /).seen();
    await slack.settle();
    expect(await stored(world.databaseUrl)).toEqual(before);
    expect(await room.message(card).words()).toContain('Incident commander: @enzo');
    await engineer.command('/incident resolve all are back', room);
    await slack.settle();
    const resolved = await stored(world.databaseUrl);
    await due.button("I'm on it").click(dba);
    await dba.ephemeral('This incident is Resolved. Reopen it first.').seen();
    await due.button('Snooze').click(dba);
    const form = await dba.modal('Move the update');
    await form.fill({ 'Why?': 'we need longer' });
    expect(Object.values((await form.submit()).errors)).toEqual([
      'This incident is Resolved. Reopen it first.',
    ]);
    await form.close();
    await slack.settle();
    expect(await stored(world.databaseUrl)).toEqual(resolved);
  });
});

describe('a form sent twice', () => {
  test('at the same moment declares once', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    await reporter.command('/incident declare', 'general');
    const form = await reporter.modal('Declare an incident');
    await form.fill({ 'What is wrong?': 'Twins were born', Severity: 'SEV4' });
    const before = await stored(world.databaseUrl);
    const { view } = form;
    await Promise.all(
      [1, 2, 3].map(() => reporter.attempt({ type: 'submit_view', view_id: view.id })),
    );
    await slack.settle();
    expect((await stored(world.databaseUrl)).incidents).toBe(before.incidents + 1);
    const { channels } = await slack.link.state();
    expect(channels.filter(({ name }) => name.includes('twins'))).toHaveLength(1);
  });

  test('for an update, a note or a severity is recorded once', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Everything doubles sev4');
    for (const [word, title, field, line] of [
      ['update', 'Update', 'What do we know?', 'posted an update'],
      ['note', 'Note on', 'Note', '@dita: said twice'],
      ['severity', 'Severity of', 'Why?', 'changed the severity'],
    ] as const) {
      await dba.command(`/incident ${word}`, room);
      const form = await dba.modal(`${title} #${number}`);
      if (word === 'severity') await form.fill({ 'New severity': 'SEV3' });
      await form.fill({ [field]: 'said twice' });
      const { view } = form;
      await Promise.all([1, 2].map(() => dba.attempt({ type: 'submit_view', view_id: view.id })));
      expect(await lines(room, dba, line)).toBe(1);
    }
    await slack.settle();
    const told = (await room.messages()).filter(({ text }) => text.includes('said twice'));
    expect(told).toHaveLength(3);
  });
});

describe('several people who press the same button at once', () => {
  test('for one role: one has it, everybody else is told who', async () => {
    const { slack } = world;
    const rivals = ['commander', 'scribe', 'liaison', 'engineer', 'dba', 'oncall'].map((key) =>
      slack.user(key),
    );
    const { room } = await declared(world, 'Everybody helps sev4');
    const take = room.message(card).button('Take', /Incident commander/);
    await take.seen();
    await Promise.all(rivals.map((each) => take.click(each)));
    await slack.settle();
    const holder = /Incident commander: @(\w+)/.exec(await room.message(card).words())?.[1];
    const told = new RegExp(`@${holder} took Incident commander `);
    const losers = slack.users.filter(
      ({ id, name }) => name !== holder && rivals.some((each) => each.id === id),
    );
    expect(losers).toHaveLength(5);
    for (const { key } of losers) await slack.user(key).ephemeral(told).seen();
    expect(await lines(room, slack.user('scribe'), 'took Incident commander')).toBe(1);
  });

  test('for one update: one is on it, the other is told', async () => {
    const { slack } = world;
    const { room } = await declared(world, 'Two are quick sev1');
    await slack.fastForward({ minutes: 25 });
    const due = room.message(reminder).button("I'm on it");
    const pair = [slack.user('engineer'), slack.user('dba')];
    await Promise.all(pair.map((each) => due.click(each)));
    await slack.settle();
    const owner = /@(\w+) is on it/.exec(await room.message(card).words())?.[1];
    const other = pair[owner === 'enzo' ? 1 : 0];
    await other?.ephemeral(`@${owner} is on it already.`).seen();
    await pair[0]?.command('/incident resolve done', room);
  });

  test('for the end: it is resolved once, and the other reads that it is over', async () => {
    const { slack } = world;
    const pair = [slack.user('engineer'), slack.user('dba')];
    const { room, number } = await declared(world, 'Two say it is over sev4');
    const forms = await Promise.all(
      pair.map(async (each) => {
        await each.command('/incident resolve', room);
        const form = await each.modal(`Resolve #${number}`);
        return form.fill({ 'What fixed it?': `${each.key} did` });
      }),
    );
    const results = await Promise.all(forms.map((form) => form.submit()));
    expect(results.map(({ accepted }) => accepted).sort()).toEqual([false, true]);
    const refused = results.find(({ accepted }) => !accepted);
    expect(Object.values(refused?.errors ?? {})).toEqual([
      'This incident is Resolved. Reopen it first.',
    ]);
    await Promise.all(
      forms.filter((_, index) => !results[index]?.accepted).map((each) => each.close()),
    );
    expect(await lines(room, slack.user('scribe'), 'Resolved by')).toBe(1);
  });
});

describe('a form that comes too late for its trigger', () => {
  test('leaves a button that opens it for the same incident, with what was typed or chosen', async () => {
    const { slack } = world;
    world.expectTrouble();
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Slack is slow sev1');
    for (const [typed, title, field, value] of [
      ['severity sev3', `Severity of #${number}`, 'New severity', 'sev3'],
      ['status fixing', `Status of #${number}`, 'New status', 'identified'],
      ['snooze because we wait', 'Move the update', 'Why?', 'we wait'],
      ['note finding:', `Note on #${number}`, 'What kind?', 'finding'],
    ] as const) {
      expireNextTrigger(world);
      await opensAfterAll(dba, () => dba.command(`/incident ${typed}`, room));
      const form = await dba.modal(title);
      expect(form.value(field)).toBe(value);
      if (field !== 'What kind?') await form.close();
    }
    const form = await dba.modal(`Note on #${number}`);
    await form.fill({ Note: 'the disk is full' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    expect(await lines(room, dba, 'the disk is full')).toBe(1);
    const button = room.message(card).button('Change severity');
    await button.seen();
    expireNextTrigger(world);
    await opensAfterAll(dba, () => button.click(dba));
    await (await dba.modal(`Severity of #${number}`)).close();
  });

  test('after a bare /incident or the shortcut leaves one that declares', async () => {
    const { slack } = world;
    world.expectTrouble();
    const reporter = slack.user('reporter');
    expireNextTrigger(world);
    await opensAfterAll(reporter, () => reporter.command('/incident', 'general'));
    await (await reporter.modal('Declare an incident')).close();
    expireNextTrigger(world);
    await reporter.shortcut('declare_incident');
    await (await reporter.dm()).message(tooLate).button('Open the form').click(reporter);
    await (await reporter.modal('Declare an incident')).close();
  });

  test('because Slack says nothing for long is told so, and not that the database is away', async () => {
    const { slack } = world;
    world.expectTrouble();
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Forms hang sev4');
    const fault = { kind: 'hang', before: true } as const;
    await slack.faults({ on: 'call', method: 'views.open', times: 1, fault });
    await opensAfterAll(dba, () => dba.command('/incident note', room));
    await (await dba.modal(`Note on #${number}`)).close();
    await slack.faults();
  });
});

/** Waits until a gesture was told to have come too late, and presses the button that came with it. */
async function opensAfterAll(person: Person, gesture: () => Promise<unknown>): Promise<void> {
  const timesTold = async () => {
    const seen = await person.ephemerals();
    const words = seen.map((message) => wordsOfMessage(message, world.slack.names));
    return words.filter((each) => tooLate.test(each)).length;
  };
  const before = await timesTold();
  await gesture();
  await expect.poll(timesTold).toBe(before + 1);
  await person.ephemeral(tooLate).button('Open the form').click(person);
}
