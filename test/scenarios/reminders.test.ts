import { expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import type { MessageShown } from '../../sandbox/protocol.ts';
import { declared } from '../support/story.ts';
import { wentBy } from '../support/went-by.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();

/** The reminders in a room, oldest first: whatever has a button to snooze. */
async function reminders(room: Room): Promise<MessageShown[]> {
  const messages = await room.messages();
  return messages.filter(({ blocks }) => JSON.stringify(blocks).includes('"snooze_update"'));
}

const card = (room: Room) => room.message(/\nDeclared by @rita, /);

test('a reminder that was answered asks no more, and its buttons say what came meanwhile', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Login is slow sev1');
  const engineer = slack.user('engineer');
  await slack.fastForward({ minutes: 31 });
  const reminder = room.message(/^:alarm_clock: An update is due now\. The last one was 20/);
  const news = (await slack.channel('incidents')).message(`#${number} Login is slow`);
  await slack.settle();
  expect(await news.words()).toContain(' is late');
  // This form is open before somebody else posts, and sent after.
  const dba = slack.user('dba');
  await reminder.button('Snooze').click(dba);
  const slow = await dba.modal('Move the update');
  await reminder.button('Post update').click(engineer);
  const form = await engineer.modal(`Update #${number}`);
  await form.fill({ 'What do we know?': '  ' });
  expect(await form.submit()).toMatchObject({
    accepted: false,
    errors: { 'What do we know?': expect.stringContaining('what we know') },
  });
  await form.fill({ 'What do we know?': 'The session store is full' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await card(room).words()).not.toContain('is late');
  expect(await news.words()).not.toContain('is late');
  await slow.fill({ 'Why?': 'Nothing new yet' });
  await slow.submit();
  expect(slow.words()).toMatch(/^Somebody was faster: the next update is now due 20/);
  expect(slow.value('Why?')).toBe('Nothing new yet');
  await slow.close();
  await reminder.button("I'm on it").click(dba);
  await dba.ephemeral(/^Somebody was faster: the next update is now due 20/).seen();
  const scribe = slack.user('scribe');
  await reminder.button('Snooze').click(scribe);
  await scribe.ephemeral(/^Somebody was faster: the next update is now due 20/).seen();
  await reminder.button('Post update').click(scribe);
  expect((await scribe.modal(`Update #${number}`)).words()).toContain('Last update by @enzo, 20');
  await slack.fastForward({ minutes: 20 });
  expect(await reminders(room)).toHaveLength(1);
});

test('one who said they are on it is called by name when nothing came of it', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Exports hang sev1');
  await slack.user('commander').command('/incident take', room);
  await slack.fastForward({ minutes: 26 });
  const warning = room.message(/^:hourglass: @cleo, the next update is due/);
  await warning.button("I'm on it").click(slack.user('engineer'));
  await slack.fastForward({ minutes: 20 });
  await room.message(/^:rotating_light: @enzo, the update promised for .* is 16 min late/).seen();
  expect(await reminders(room)).toHaveLength(2);
});

test('after a week in which Muster did not run there is one reminder, which says how late', async () => {
  const { slack, local } = world;
  const { room } = await declared(world, 'Backups stopped sev1');
  await slack.user('commander').command('/incident take', room);
  await slack.settle();
  await local.stopMuster();
  await slack.fastForward({ days: 7 });
  await wentBy(world.databaseUrl, '7 days');
  await local.startMuster();
  await slack.settle();
  const [only, ...more] = await reminders(room);
  expect(more).toEqual([]);
  expect(await room.message(/6 d 23 h late/).words()).toMatch(/Muster was away from .* to /);
  expect(only?.text).toMatch(/<@U0COMMANDER>, the update promised for .* is 6 d 23 h late/);
  await slack.fastForward({ minutes: 30 });
  expect(await reminders(room)).toHaveLength(1);
  // Its buttons work, and the clock goes on from there.
  await room
    .message(/6 d 23 h late/)
    .button('Snooze')
    .click(slack.user('commander'));
  const form = await slack.user('commander').modal('Move the update');
  await form.fill({ 'By how long?': '10 min', 'Why?': 'We are just back' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.fastForward({ minutes: 11 });
  await room.message(/^:alarm_clock: @cleo, an update is due now/).seen();
});

test('a reminder from before the end says that it is over', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Billing is stuck sev1');
  await slack.fastForward({ minutes: 26 });
  const commander = slack.user('commander');
  const reminder = room.message(/The next update is due/);
  await commander.command('/incident resolve rolled back', room);
  await slack.fastForward({ hours: 3 });
  expect(await reminders(room)).toHaveLength(1);
  await reminder.button("I'm on it").click(commander);
  await commander.ephemeral('This incident is Resolved. Reopen it first.').seen();

  // Something may still be told, and promises nothing.
  await commander.command('/incident update it holds', room);
  await slack.settle();
  expect(await room.message(/^:mega: Update by @cleo · Resolved/).words()).toMatch(/it holds$/);
  const news = (await slack.channel('incidents')).message(`#${number} Billing is stuck`);
  expect(await news.words()).not.toContain('Next update');
});
