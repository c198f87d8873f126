import { expect, test } from 'vitest';
import { declared } from '../support/story.ts';
import { tellingPolicy } from '../support/telling-policy.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: tellingPolicy() });
const card = /Incident commander: [\s\S]*Declared by /;

test('what is owed by the kind stands on the card, counts from its milestone and ends with evidence', async () => {
  const { slack } = world;
  const liaison = slack.user('liaison');
  const { room, number } = await declared(world, 'Somebody read our mails sev3');
  expect(await liaison.ask('/incident obligations', room)).toContain(
    'Nothing is owed to anybody because of this incident.',
  );
  await liaison.command('/incident kind breach because a stranger logged in', room);
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/Notice to the regulator due /);
  expect(await liaison.ask('/incident timeline', room)).toMatch(
    /Notice to the regulator is owed, due /,
  );
  const list = await liaison.ask('/incident obligations', room);
  expect(list).toMatch(
    /Notice to the regulator to The regulator\ndue .* · within 1 d of: detected/i,
  );
  expect(list).toContain('ends with: the number of the receipt');
  expect(list).toContain('Regulation 7');
  expect(list).toContain('+62 21 555 0110');
  await room
    .message(card)
    .button('Met', /Notice to the regulator/)
    .click(liaison);
  const form = await liaison.modal(/^Owed: Notice/);
  expect(form.value('The notice, to copy and change')).toMatch(
    new RegExp(`^Notice of #${number}: Somebody read our mails, declared 20.* UTC\\.$`),
  );
  await form.fill({ 'Evidence: the number of the receipt': '  ' });
  expect((await form.submit()).errors).toEqual({
    'Evidence: the number of the receipt': 'Please say something here: the evidence.',
  });
  await form.fill({ 'Evidence: the number of the receipt': 'R-77' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await room.message(card).words()).not.toContain('Notice to the regulator due');
  expect(await liaison.ask('/incident obligations', room)).toMatch(/met .* by @lin: R-77/);
});

test('one that the kind asks for no more stays until somebody excuses it', async () => {
  const { slack } = world;
  const scribe = slack.user('scribe');
  const { room } = await declared(world, 'Files lay open sev3');
  await scribe.command('/incident kind breach because strangers may have read them', room);
  await scribe.command('/incident kind outage because nobody could', room);
  await slack.settle();
  expect(await room.message(card).words()).toContain('The kind does not ask for it any more');
  await scribe.command(
    '/incident obligations excuse regulator because nobody could read them',
    room,
  );
  const form = await scribe.modal('Excuse an obligation');
  expect(form.value('Why is it not owed?')).toBe('nobody could read them');
  expect(await form.submit()).toMatchObject({ accepted: true });
  expect(await scribe.ask('/incident obligations', room)).toMatch(
    /excused .* by @sasha: nobody could read them/,
  );
});

test('each client has terms of its own; what is owed by hand is opened by hand', async () => {
  world.expectTrouble();
  const { slack } = world;
  const commander = slack.user('commander');
  const { room } = await declared(world, 'Nobody can pay sev1');
  await slack.settle();
  const words = await room.message(card).words();
  expect(words).toContain('Notice by contract (Acme) due');
  expect(words).not.toContain('Bolt');
  expect(await commander.ask('/incident obligations open insurer because they pay', room)).toBe(
    'Opened: Word to the insurer.',
  );
  expect(await commander.ask('/incident obligations open insurer', room)).toBe(
    '“Word to the insurer” is open already.',
  );
  expect(await commander.ask('/incident obligations open nothing', room)).toMatch(
    /There is no obligation “nothing” here\. The policy has: regulator, contract:acme/,
  );
  await commander.command('/incident resolve the bank is back', room);
  await commander.command('/incident close all is well', room);
  await slack.settle();
  await room
    .message(/Still owed after closing: .*Word to the insurer.*Notice by contract \(Acme\)/)
    .seen();
});

test('one that counts from a corrected milestone is late at once, and that is said', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room } = await declared(world, 'A backup was copied sev3');
  await dba.command('/incident kind breach because it left the house', room);
  await slack.settle();
  expect(await room.message(card).words()).toContain('Notice to the regulator due');
  await dba.command('/incident milestone detected 2 days ago because the log says so', room);
  await slack.settle();
  await room.message(/Notice to the regulator is 1 d late: it was due/).seen();
  expect(await room.message(card).words()).toContain('Notice to the regulator was due');
});

test('the clock warns of several in one message, and goes on after the close and the merge', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Mails were read sev3');
  await dba.command('/incident take commander', room);
  await dba.command('/incident kind breach because strangers read them', room);
  await slack.settle();
  const other = await declared(world, 'Mails are read again sev3');
  await dba.command('/incident take commander', other.room);
  await dba.command(`/incident merge #${other.number} the same people`, room);
  await slack.settle();
  await dba.command('/incident resolve they are locked out', other.room);
  await dba.command('/incident close all is well', other.room);
  await slack.settle();
  await slack.fastForward({ hours: 13 });
  await other.room.message(/@dita: Notice to the regulator is due .*, 11 h from now/).seen();
  await slack.fastForward({ hours: 24 });
  await (await dba.dm()).message(/Notice to the regulator is 13 h late/).seen();
  const silent = (await room.messages()).map(({ text }) => text).join('\n');
  expect(silent).not.toMatch(/regulator is/);
  expect(await dba.ask('/incident timeline', other.room)).toMatch(
    /Not met in time: Notice to the regulator|still owed: Notice to the regulator/,
  );
  expect(number).toBeLessThan(other.number);
});
