import { afterAll, expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { Wire } from '../support/wire.ts';
import { testWorld } from '../support/world.ts';

let wire: Wire;
afterAll(() => wire.close());
const world = testWorld({
  through: async (databaseUrl) => {
    wire = await Wire.to(databaseUrl);
    return wire.url;
  },
});

test('without a database people begin by hand, and the channel becomes the room afterwards', async () => {
  const { slack } = world;
  world.expectErrors();
  const [rita, enzo, cleo] = ['reporter', 'engineer', 'commander'].map((each) => slack.user(each));
  if (!rita || !enzo || !cleo) throw new Error('the cast is another');
  await cleo.command('/incident declare', 'general');
  const form = await cleo.modal('Declare an incident');
  await form.fill({ 'What is wrong?': 'Checkout is failing', Severity: 'SEV1' });

  wire.refuse();
  const told = await rita.ask('/incident declare Checkout is failing sev1');
  expect(told).toMatch(/nothing was recorded/);
  expect(told).toContain('/incident declare Checkout is failing sev1');
  const lines = told.split('\n').filter((line) => /^\d\. /.test(line));
  expect(lines).toEqual([
    '1. Make a channel, such as inc-new-checkout-is-failing.',
    '2. Invite @sre, and agree who is Incident commander.',
    expect.stringMatching(/^3\. Say there what is known\./),
    '4. When Muster is back, type /incident adopt there: it takes all of it in.',
  ]);
  expect(await rita.ask('/incident declare Keys leaked --private')).toMatch(
    /Make a private channel, such as inc-new\./,
  );
  for (let tries = 0; tries < 2; tries += 1) {
    const sent = await form.submit();
    expect(Object.values(sent.errors)[0]).toMatch(
      /Your text is still here.*Make a channel, such as inc-new-checkout-is-failing/,
    );
  }
  expect(form.value('What is wrong?')).toBe('Checkout is failing');
  const direct = await cleo.dm();
  const byHand = (await direct.messages()).filter(({ text }) => /did not answer/.test(text));
  expect(byHand).toHaveLength(1);
  // Who does something else is told what they were told before.
  expect(await enzo.ask('/incident list')).not.toContain('by hand');

  await rita.do({ type: 'create_channel', name: 'inc-new-checkout-is-failing' });
  const room = await slack.channel('inc-new-checkout-is-failing');
  await rita.invite(room, enzo, cleo);
  await rita.say('Payments time out since the deploy', room);
  await enzo.say('I am rolling back', room);
  await cleo.say('Support knows', room);
  await room.message('I am rolling back').react(cleo, 'pushpin');

  wire.open();
  await slack.settle();
  await rita.command('/incident adopt', room);
  const adopting = await rita.modal('Take in this channel');
  expect(adopting.value('What was wrong?')).toBe('Checkout is failing');
  expect(adopting.words()).toContain('Everybody can read it.');
  await adopting.fill({ Severity: 'SEV1' });
  expect(await adopting.submit()).toMatchObject({ accepted: true });
  await slack.settle();

  const number = await numberOf(room);
  expect(await room.pins()).toHaveLength(1);
  expect(await room.topic()).toContain('Checkout is failing');
  await room
    .message(/is now the room of #\d+ Checkout is failing; @rita took it in\. 3 people/)
    .seen();
  const timeline = async () => (await enzo.ask('/incident timeline', room)).split('\n');
  const taken = (await timeline()).filter((line) => line.includes('added later'));
  expect(taken.map((line) => /[^,]+: (.*) \(/.exec(line)?.[1] ?? line)).toEqual([
    expect.stringContaining('Payments time out since the deploy'),
    expect.stringContaining('I am rolling back'),
    expect.stringContaining('Support knows'),
  ]);
  expect(taken[1]).toMatch(/@enzo, .*: I am rolling back \(message, added later by @rita\)/);
  expect(await enzo.ask('/incident mine')).toContain(`#${number}`);

  // Typed again, it is a room already; and it is never archived.
  expect(await rita.ask('/incident adopt', room)).toBe(
    `This channel is the room of #${number} already.`,
  );
  await cleo.ask(`/incident resolve #${number} rolled back`);
  await cleo.ask(`/incident close #${number} all done`);
  await slack.fastForward({ hours: 24 * 40 });
  expect(await room.archived()).toBe(false);
});

async function numberOf(room: Room): Promise<number> {
  const card = await room.message(/^.*#\d+ Checkout is failing/).seen();
  return Number(/#(\d+)/.exec(card.text)?.[1]);
}
