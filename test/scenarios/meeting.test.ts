import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import { openLog } from '../../src/log.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { peopled } from '../support/process-policy.ts';
import { type Declared, declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** All that Muster logs, at the finest level. */
const logged: string[] = [];
const destination = new Writable({
  write(chunk, _encoding, done) {
    logged.push(String(chunk));
    done();
  },
});

const world = testWorld({
  policyPath: peopled('001-small-team.yaml'),
  start: { log: openLog({ level: 'trace', destination }) },
});

/** An incident whose first aid is finished, with the message about its postmortem in the room. */
async function mitigated(title: string): Promise<Declared> {
  const { slack } = world;
  const dba = slack.user('dba');
  const one = await declared(world, title, dba);
  await dba.command('/incident isincident half_of_users yes', one.room);
  await dba.command('/incident take investigator', one.room);
  await dba.command('/incident status first aid finished because logins work', one.room);
  await slack.settle();
  return one;
}

/** So many minutes from now on the clock of somebody in this zone, as they type it. */
async function localTime(minutes: number, zone: string): Promise<string> {
  const { now } = await world.slack.link.state();
  const parts = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, dateStyle: 'short', timeStyle: 'short' },
  });
  return parts.format(new Date(now + minutes * 60_000));
}

test('the meeting of a small team, from its roles to what is left to do after it', async () => {
  const { slack } = world;
  const [engineer, dba, liaison] = people('engineer', 'dba', 'liaison');
  const { room } = await mitigated('Nobody can log in');
  const about = room.message(/Postmortem of #\d+ Nobody can log in/);

  // Four roles, by word and by button; who leads may keep the time, who writes watches over the rules.
  expect(await about.words()).not.toMatch(/Facilitator/);
  await dba.command('/incident agenda take facilitator', room);
  await about.button('I am Writer').click(engineer);
  await slack.settle();
  expect(await about.words()).toMatch(
    /Facilitator: @dita\nTimekeeper: @dita, as Facilitator\nWriter: @enzo\nRulekeeper: @enzo, as Writer/,
  );
  await about.button('I am Timekeeper').click(dba);
  expect(await engineer.ask('/incident agenda take timekeeper', room)).toMatch(
    /@dita is Timekeeper already/,
  );
  expect(await dba.ask('/incident agenda take rulekeeper', room)).toMatch(
    /You are Facilitator already, and the policy lets nobody do both/,
  );

  // Twelve minutes late: all parts are cut, and it ends as booked.
  await dba.command(`/incident meeting book ${await localTime(60, 'Asia/Kolkata')}`, room);
  await slack.fastForward({ minutes: 72 });
  await about.button('Start the meeting').click(dba);
  const first = room.message(/1 of 5 · Starting/);
  const opening = await first.words();
  expect(opening).toMatch(/Rules\n• We make our system better\.[\s\S]*We look for no culprit/);
  expect(opening).toMatch(
    /It begins 1[12] min late: its parts have \d+ instead of 118 min, and it ends as booked/,
  );
  expect(opening).toMatch(/Agenda[\s\S]*2\. What went well · [89] min[\s\S]*5\. Incident mode/);
  expect(opening).toMatch(/Who does what[\s\S]*Rulekeeper: @enzo, as Writer/);
  expect(opening).toMatch(/▶|:arrow_forward:/);

  // The clock moves on; each part has one message, and the one before it says that it is over.
  await slack.fastForward({ minutes: 18 });
  const second = room.message(/2 of 5 · What went well/);
  expect(await second.words()).toMatch(/Write in the thread of this message/);
  expect(await first.words()).toMatch(/1 of 5 · Starting · (✅|:white_check_mark:) over/);
  const parts = async () =>
    (await room.messages()).filter(({ text }) => /^\*?\d of 5 · /.test(text)).length;
  expect(await parts()).toBe(2);

  // What people write in its thread goes into the section of its name, each line once.
  await second.answer(liaison, 'We told customers at once');
  await second.answer(dba, '- The rollback took a minute\n- Nobody panicked');
  await slack.settle();
  expect(await liaison.ask('/incident agenda collect', room)).toMatch(/@enzo writes, and collects/);
  // Who has the role and is not there holds nobody up.
  await liaison
    .ephemeral(/@enzo writes, and collects/)
    .button('Take over Writer')
    .click(liaison);
  await slack.settle();
  expect(await about.words()).toMatch(/Writer: @lin/);
  await engineer.command('/incident agenda take writer', room);
  await engineer
    .ephemeral(/@lin is Writer already/)
    .button('Take over Writer')
    .click(engineer);
  await slack.settle();
  await second.button('Collect the lines').click(engineer);
  await slack.settle();
  expect(await second.words()).toMatch(/Lines in What went well so far: 3/);
  await second.button('Collect the lines').click(engineer);
  await engineer.ephemeral(/There is nothing new in the thread/).seen();
  await second.answer(liaison, 'The runbook was right');
  await slack.settle();
  await second.button('Collect the lines').click(engineer);
  await slack.settle();
  expect(await second.words()).toMatch(/so far: 4/);
  const written = (await everythingStored(world.databaseUrl)).get('public.timeline') ?? [];
  const lines = written.flatMap((row) => row.match(/The rollback took a minute[^"\\]*/g) ?? []);
  expect(lines).toEqual(['The rollback took a minute (dita)']);

  // By hand as well: stopped, made longer, moved on; a button of a part that is over says so.
  await second.button('Stop the clock').click(dba);
  await slack.fastForward({ minutes: 20 });
  expect(await second.words()).toMatch(/The clock stands/);
  await second.button('Let the clock run').click(dba);
  await slack.settle();
  await second.button('5 more minutes').click(dba);
  await slack.settle();
  await second.button('Next part').click(dba);
  await slack.settle();
  const third = room.message(/3 of 5 · Root/);
  expect(await third.words()).toMatch(/No culprit · No “be careful”/);
  expect(await dba.ask('/incident agenda', room)).toMatch(/3\. Root[\s\S]*Brainstorm/);

  // Whoever watches over the rules reminds of them, and nobody learns who asked for it.
  expect(await dba.ask('/incident rules remind', room)).toMatch(/Tell the Rulekeeper in private/);
  await third.button('Remind of the rules').click(engineer);
  const reminder = await room.message(/The rules of this meeting, for all of us/).words();
  expect(reminder).not.toMatch(/enzo/i);
  const kept = await everythingStored(world.databaseUrl);
  expect(kept.get('public.inbox')?.join()).not.toMatch(/remind_of_rules/);
  expect(kept.get('public.timeline')?.join()).not.toMatch(/remind_of_rules/);

  // To its end; the clock never carries it beyond what was booked. A part that was rushed past has a thread.
  await slack.fastForward({ minutes: 90 });
  const last = room.message(/5 of 5 · Incident mode/);
  expect(await last.words()).toMatch(/The time is up/);
  await last.button('End the meeting').click(dba);
  await slack.settle();
  expect(await last.words()).toMatch(/The meeting is over, after/);
  expect(await parts()).toBe(5);
  expect(await third.words()).not.toMatch(/Next part/);
  const passed = room.message(/4 of 5 · Way of working/);
  expect(await passed.words()).toMatch(/over[\s\S]*Write in the thread[\s\S]*Collect the lines/);
  expect(await dba.ask('/incident milestone', room)).toMatch(/Postmortem held/);

  // What is to be done at the end stays until it is.
  expect(await about.words()).toMatch(/The meeting was held[\s\S]*To be done after it · 4 open/);
  await about.button('Done', 'Bring the template').click(liaison);
  await slack.settle();
  expect(await about.words()).toMatch(
    /To be done after it · 3 open[\s\S]*(✅|:white_check_mark:) Bring the template/,
  );
});

test('who does not feel safe tells one person, and nothing keeps that they did', async () => {
  const { slack } = world;
  const [engineer, dba, liaison, manager] = people('engineer', 'dba', 'liaison', 'manager');
  const { room, number } = await mitigated('Prices are wrong');
  const about = room.message(/Postmortem of #\d+ Prices are wrong/);
  await engineer.command('/incident agenda take rulekeeper', room);
  await slack.settle();
  const before = await everythingStored(world.databaseUrl);
  const heard = logged.length;
  const said = (await room.messages()).length;

  await about.button('Tell the Rulekeeper in private').click(dba);
  const form = await dba.modal('In private');
  expect(form.words()).toMatch(/It goes to @enzo, who has the role Rulekeeper/);
  await form.fill({ 'What happened, or what you need': 'They called me careless, zebra' });
  await form.submit();
  await dba.modal(/./);
  const told = (await engineer.dm()).message(/Somebody does not feel safe/);
  expect(await told.words()).toMatch(
    new RegExp(`in the meeting about #${number} Prices are wrong[\\s\\S]*zebra`),
  );
  expect(await told.words()).not.toMatch(/dita/i);

  // With one's name, if one wants; the manager is no part of the incident.
  await liaison.command('/incident unsafe manager', room);
  const second = await liaison.modal('In private');
  await second.fill({ 'Say who you are?': 'Yes, with my name' });
  await second.submit();
  const toManager = (await manager.dm()).message(/@lin does not feel safe/);
  expect(await toManager.words()).toMatch(/Only you were told/);
  await slack.settle();

  // Nothing in the room, no row, no line, no name.
  expect((await room.messages()).length).toBe(said);
  const after = await everythingStored(world.databaseUrl);
  for (const [table, rows] of after) {
    if (/pulses|replicas/.test(table)) continue;
    expect(rows.toSorted(), table).toEqual(before.get(table)?.toSorted());
  }
  const lines = logged.slice(heard).join('');
  expect(lines).toMatch(/in private/);
  for (const name of ['zebra', 'careless', 'unsafe', dba.id, liaison.id, engineer.id, manager.id]) {
    expect(lines).not.toContain(name);
  }
});

test('those who worked on it are asked once how it went, and nothing tells who said what', async () => {
  const { slack } = world;
  const [dba, liaison, engineer] = people('dba', 'liaison', 'engineer');
  const { room } = await mitigated('Mails are late');
  const about = room.message(/Postmortem of #\d+ Mails are late/);
  await liaison.command('/incident take communicator', room);
  await engineer.command('/incident take investigator', room);
  await dba.command('/incident agenda start without the clock', room);
  await slack.settle();
  expect(await room.message(/1 of 5 · Starting/).words()).not.toMatch(/until .* · |⏱/);
  await dba.command('/incident agenda end', room);
  await slack.fastForward({ minutes: 1 });
  expect(await about.words()).toMatch(/How it went: 0 of 3 answered/);
  const before = await everythingStored(world.databaseUrl);
  const heard = logged.length;

  const answers: [Person, string, string][] = [
    [dba, '4', 'A second pair of eyes'],
    [liaison, '2', 'Less waiting'],
    [engineer, '5', 'Better alerts'],
  ];
  for (const [person, score, words] of answers) {
    const asked = (await person.dm()).message(/How did #\d+ Mails are late go for you\?/);
    await asked.button('Answer').click(person);
    const form = await person.modal('How did it go?');
    await form.fill({
      'How did it go, from 1 (badly) to 5 (well)?': score,
      'What one thing would have helped?': words,
    });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    if (person === dba) {
      expect(await about.words()).toMatch(/How it went: 1 of 3 answered/);
      expect(await about.words()).not.toMatch(/A second pair of eyes/);
      await asked.button('Answer').click(person);
      await person.ephemeral(/You answered already/).seen();
    }
  }
  expect(await about.words()).toMatch(
    /How it went · 3 of 3 answered[\s\S]*3\.7 of 5 \(2: 1, 4: 1, 5: 1\)[\s\S]*A second pair of eyes[\s\S]*Better alerts[\s\S]*Less waiting/,
  );

  const after = await everythingStored(world.databaseUrl);
  const fresh = [...after].flatMap(([table, rows]) => {
    const known = new Set(before.get(table));
    return rows.filter((row) => !known.has(row)).map((row) => ({ table, row }));
  });
  // Where the answers are, who was asked stands as one list; nothing else names anybody.
  const naming = fresh.filter(({ row }) => answers.some(([{ id }]) => row.includes(id)));
  expect(new Set(naming.map(({ table }) => table))).toEqual(new Set(['public.incidents']));
  expect(fresh.filter(({ table }) => /timeline/.test(table))).toEqual([]);
  const [{ row = '' } = {}] = naming;
  expect(row).toContain('Better alerts');
  expect(row).not.toMatch(/"marks": \["[0-9a-f]/);
  const lines = logged.slice(heard).join('');
  for (const [{ id }, , words] of answers) {
    expect(lines).not.toContain(words);
    expect(lines).not.toContain(id);
  }

  // Never a second time.
  await slack.fastForward({ hours: 24 * 7 });
  const asked = await (await dba.dm()).messages();
  expect(asked.filter(({ text }) => /How did #\d+ Mails are late/.test(text))).toHaveLength(1);
});

function people<K extends string[]>(...keys: K): { [I in keyof K]: Person } {
  return keys.map((key) => world.slack.user(key)) as { [I in keyof K]: Person };
}
