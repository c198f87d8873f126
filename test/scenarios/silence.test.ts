import { expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { changeUser } from '../../sandbox/server/people.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** Who says nothing is asked; days without a word are noticed. */
const policyPath = policyWith({
  'messages: {}': `messages: {}
presence: { ask_after_minutes: 60, answer_within_minutes: 10, deputy: deputy, relief_after_hours: 8 }
clock: { stale_after_hours: 48 }
`,
});
const world = testWorld({ policyPath });

const texts = async (room: Room) => (await room.messages()).map(({ text }) => text);
const count = async (room: Room, like: RegExp) =>
  (await texts(room)).filter((text) => like.test(text)).length;

test('a commander who says nothing is asked; a line in the room is an answer; silence goes to the deputy, then to all', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'API is down sev4');
  const [commander, engineer] = [slack.user('commander'), slack.user('engineer')];
  await commander.command('/incident take', room);
  await engineer.command('/incident take deputy', room);
  await slack.fastForward({ minutes: 50 });
  await commander.say('still reading the logs', room);
  await slack.settle();
  await slack.fastForward({ minutes: 50 });
  expect(await count(room, /are you still with/)).toBe(0);
  await slack.fastForward({ minutes: 11 });
  const asked = (await commander.dm()).message(/Are you still with #\d+ API is down/);
  expect(await asked.words()).toContain('1 h 1 min ago');
  expect(await count(room, /are you still with/)).toBe(1);
  await asked.button("I'm here").click(commander);
  await slack.settle();
  await slack.fastForward({ minutes: 20 });
  expect(await count(room, /does not answer/)).toBe(0);

  await slack.fastForward({ minutes: 41 });
  expect(await count(room, /are you still with/)).toBe(2);
  await slack.fastForward({ minutes: 11 });
  const dm = (await engineer.dm()).message(/@cleo does not answer in #\d+ API is down/);
  await dm.seen();
  await slack.fastForward({ minutes: 11 });
  expect(await count(room, /does not answer/)).toBe(2);
  await dm.button('Take over Incident commander').click(engineer);
  await slack.settle();
  const brief = await (await engineer.dm())
    .message(/^:handshake: You are Incident commander of #\d+ API/)
    .words();
  expect(brief).toContain('Before you: @cleo');
  expect(brief).toContain('What is happening');
  await slack.fastForward({ minutes: 30 });
  expect(await count(room, /does not answer/)).toBe(2);
});

test('a hand-over that nobody accepts goes back; who leaves the workspace leaves the seat empty', async () => {
  const { slack, local } = world;
  const { room, number } = await declared(world, 'Exports hang sev4');
  const [commander, dba] = [slack.user('commander'), slack.user('dba')];
  await commander.command('/incident take', room);
  await commander.command('/incident handover @dita', room);
  await slack.settle();
  const offer = (await dba.dm()).message(/asks you to take over as Incident commander/);
  await offer.seen();
  await slack.fastForward({ minutes: 11 });
  await (await commander.dm()).message(/@dita did not answer within 10 min/).seen();
  await (await dba.dm()).message(/stays with @cleo: there was no answer/).seen();
  await offer.button('Accept').click(dba);
  await dba.ephemeral(/nobody|offered|asked/i).seen();

  // What is closed may have left them something to do.
  const past = await declared(world, 'Mails are late sev4', dba);
  await dba.command('/incident action Add an index @cleo in 3 days', past.room);
  await dba.command('/incident resolve they are sent', past.room);
  await dba.command('/incident close it is over', past.room);
  await slack.settle();

  const { workspace } = local.sandbox.core;
  const member = [...workspace.users.values()].find(({ id }) => id === 'U0COMMANDER');
  if (!member) throw new Error('there is a commander');
  changeUser(workspace, member, { deleted: true });
  await slack.settle();
  const told = room.message(/^:door: @cleo is no member of the workspace any more/);
  await told.button('Take Incident commander').click(dba);
  await slack.settle();
  expect(await room.message(/\nDeclared by @rita/).words()).toContain('Incident commander: @dita');
  expect(await dba.ask(`/incident timeline #${number}`)).toContain(
    '@cleo left the workspace; free again: Incident commander',
  );
  await (await dba.dm())
    .message(/@cleo left the workspace.*Mails are late is yours now[\s\S]*1\. Add an index/)
    .seen();
  expect(await dba.ask('/incident actions', past.room)).toMatch(/Add an index.*@dita/);
});

test('after a week in which nobody, and Muster neither, said a word there is one message, which says since when', async () => {
  const { slack, local } = world;
  const { room } = await declared(world, 'Backups stopped sev1');
  const engineer = slack.user('engineer');
  await engineer.command('/incident take', room);
  await slack.settle();
  const before = (await texts(room)).length;
  await local.stopMuster();
  await slack.fastForward({ days: 7 });
  await local.startMuster();
  await slack.settle();
  const more = (await texts(room)).slice(before);
  expect(more).toHaveLength(1);
  expect(more[0]).toMatch(
    /^:zzz: <@U0ENGINEER>: Nobody has said anything about this since .*, 7 d ago/,
  );
  await slack.fastForward({ minutes: 5 });
  expect((await texts(room)).slice(before)).toHaveLength(1);
  // One more day, one more question; a word ends it.
  await slack.fastForward({ hours: 24 });
  expect(await count(room, /^:zzz:/)).toBe(2);
  await room
    .message(/^:zzz:.*8 d ago/)
    .button('Resolve')
    .click(engineer);
  const form = await engineer.modal(/Resolve/);
  await form.fill({ 'What fixed it?': 'the disk was replaced' });
  await form.submit();
  await slack.fastForward({ hours: 25 });
  expect(await count(room, /^:zzz:/)).toBe(2);
});
