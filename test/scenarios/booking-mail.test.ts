import { afterAll, expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import { Mailboxes } from '../support/mailbox.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const boxes = await new Mailboxes().open();
afterAll(() => boxes.close());

const policyPath = policyWith({
  'always: []': `always: []

calendar: { zone: UTC, working_days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "23:59" }

postmortem:
  within_days: 7
  attendees: ["@support"]`,
});
const world = testWorld({ policyPath, smtpUrl: boxes.url });

/** What somebody was told directly of the meeting, oldest first. */
async function told(person: Person): Promise<string[]> {
  const messages = await (await person.dm()).messages();
  return messages.map(({ text }) => text).filter((text) => /postmortem of #/i.test(text));
}

/** Who got which e-mail, since there were so many. */
function mailed(since: number): string[] {
  return boxes.taken
    .slice(since)
    .map(({ to, headers }) => `${to}: ${headers['subject']}`)
    .sort();
}

test('booked, moved while the mail server is away, and cancelled: each invited once each time', async () => {
  const { slack } = world;
  const [commander, reporter, liaison, engineer] = [
    slack.user('commander'),
    slack.user('reporter'),
    slack.user('liaison'),
    slack.user('engineer'),
  ];
  const { room, number } = await declared(world, 'API is down sev2');
  await commander.command('/incident take commander', room);
  await commander.command('/incident resolve the pool was replaced', room);
  await slack.settle();
  const message = room.message(/Postmortem of #/);

  // No such mailbox: the room is told, the others get theirs.
  boxes.refusals.set('lin@example.com', 550);
  await commander.command(
    '/incident meeting book in 3d for 90m in https://meet.example.com/pm',
    room,
  );
  await slack.settle();
  await boxes.until(2);
  await slack.settle();
  const name = `#${number} API is down`;
  expect(mailed(0)).toEqual([
    `cleo@example.com: Postmortem of ${name}`,
    `rita@example.com: Postmortem of ${name}`,
  ]);
  const [first] = boxes.taken;
  expect(first?.calendar).toMatch(/METHOD:REQUEST[\s\S]*SEQUENCE:1\r\n/);
  expect(first?.calendar).toContain('LOCATION:https://meet.example.com/pm');
  const uid = /UID:(\S+)/.exec(first?.calendar ?? '')?.[1];
  const shown = await message.words();
  expect(shown).toMatch(/Meeting: .*1 h 30 min · booked by @cleo\s+Where: .*meet\.example\.com/);
  expect(shown).toMatch(/No e-mail to @lin: the mail server did not take it \(smtp_550\)/);
  expect(await told(liaison)).toHaveLength(1);

  // Who comes later is invited then, and nobody else again.
  boxes.refusals.clear();
  await engineer.join(room);
  await slack.settle();
  await boxes.until(3);
  expect(mailed(2)).toEqual([`enzo@example.com: Postmortem of ${name}`]);
  expect(await told(engineer)).toHaveLength(1);
  expect(await told(reporter)).toHaveLength(1);

  // The server goes away; what was to be sent is sent when it is back.
  const hungUp = boxes.hangsUpOn(4);
  await message.button('Move').click(commander);
  const form = await commander.modal('Move the meeting');
  expect(await form.submit()).toMatchObject({ accepted: false });
  await form.fill({ 'How many minutes?': '45 min' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await hungUp;
  await (await reporter.dm()).message(/was moved:.*45 min/).seen();
  expect(boxes.taken).toHaveLength(3);
  await boxes.open();
  await boxes.until(7);
  await slack.settle();
  expect(mailed(3)).toEqual(
    ['cleo', 'enzo', 'lin', 'rita'].map(
      (who) => `${who}@example.com: Moved: postmortem of ${name}`,
    ),
  );
  const calendars = boxes.taken.slice(3).map(({ calendar }) => calendar);
  for (const calendar of calendars) {
    expect(calendar).toContain(`UID:${uid}\r\nSEQUENCE:2\r\n`);
  }

  // A day and an hour before, each once.
  await slack.fastForward({ hours: 48 });
  expect((await told(reporter)).slice(2)).toEqual([
    expect.stringMatching(/The postmortem of #\d+ API is down is .*45 min/),
  ]);
  await slack.fastForward({ hours: 23 });
  expect((await told(reporter)).slice(3)).toEqual([
    expect.stringMatching(/The postmortem of #\d+ API is down is .*45 min/),
  ]);

  await commander.command('/incident meeting cancel because Cleo is ill', room);
  await slack.settle();
  await boxes.until(11);
  expect(mailed(7)).toEqual(
    ['cleo', 'enzo', 'lin', 'rita'].map(
      (who) => `${who}@example.com: Cancelled: postmortem of ${name}`,
    ),
  );
  expect(boxes.taken.at(-1)?.calendar).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:3[\s\S]*CANCELLED/);
  expect((await told(reporter)).at(-1)).toMatch(/is cancelled.*Cleo is ill/);
  expect(await message.words()).toMatch(/The meeting is not booked yet/);
  await slack.fastForward({ hours: 3 });
  expect(await told(reporter)).toHaveLength(5);
  expect(boxes.taken).toHaveLength(11);
});

test('of an incident that becomes private, the event leaves the calendars of who may not see it', async () => {
  const { slack } = world;
  const [commander, reporter, liaison] = [
    slack.user('commander'),
    slack.user('reporter'),
    slack.user('liaison'),
  ];
  const { room: old, number } = await declared(world, 'Odd logins sev2');
  await commander.command('/incident take commander', old);
  await commander.command('/incident resolve the keys were exchanged', old);
  await slack.settle();
  const before = boxes.taken.length;
  await commander.command('/incident meeting book in 3d in Room 3', old);
  await slack.settle();
  await boxes.until(before + 3);
  await slack.settle();
  const about = async (person: Person) =>
    (await told(person)).filter((text) => text.includes(`#${number}`));
  expect(await about(liaison)).toEqual([expect.stringContaining('Odd logins')]);

  await commander.command('/incident private because an account was taken', old);
  await slack.settle();
  await boxes.until(before + 6);
  await slack.settle();
  const [cleo, lin, rita] = boxes.taken.slice(before + 3).sort((a, b) => (a.to < b.to ? -1 : 1));
  expect(mailed(before + 3)).toEqual([
    `cleo@example.com: Postmortem of #${number} a private incident`,
    `lin@example.com: Cancelled: postmortem of #${number}`,
    `rita@example.com: Postmortem of #${number} a private incident`,
  ]);
  expect(lin?.calendar).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:2[\s\S]*STATUS:CANCELLED/);
  for (const each of [cleo, rita]) {
    expect(each?.calendar).toMatch(/METHOD:REQUEST[\s\S]*SEQUENCE:3[\s\S]*STATUS:CONFIRMED/);
  }
  for (const each of [cleo, lin, rita]) {
    const all = JSON.stringify([each?.headers, each?.calendar, each?.words]);
    expect(all).not.toMatch(/Odd logins|Room 3|an account was taken/);
  }
  expect(JSON.stringify([lin?.calendar, lin?.words])).not.toContain('app_redirect');
  // What they were told before is taken back; what they hear now names nothing.
  expect(await about(liaison)).toEqual([
    expect.stringMatching(/^:date: \*You are no longer invited to the postmortem of #\d+, [^*]+\*/),
  ]);
  expect(await about(reporter)).toEqual([expect.stringContaining('Odd logins')]);

  // From then on they hear nothing, until they are let in.
  const move = `/incident #${number} meeting move in 4d`;
  expect(await commander.ask(move, 'general')).toMatch(/Booked/);
  await slack.settle();
  await boxes.until(before + 8);
  await slack.settle();
  expect(mailed(before + 6).map((line) => line.split(':')[0])).toEqual([
    'cleo@example.com',
    'rita@example.com',
  ]);
  expect(await about(liaison)).toHaveLength(1);
});
