import { describe, expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = policyWith({
  'version: 2': `version: 2
obligations:
  - key: regulator
    name: Notice to the regulator
    to: The regulator
    evidence: number of the receipt
    within_minutes: 4320
    when: { severity: [sev1] }`,
});
const world = testWorld({ policyPath });
const card = /Declared by .*, /;

/** A private incident, whose room has a name that tells nothing of it. */
async function declaredSecretly(what: string): Promise<{ number: number; room: Room }> {
  const { slack } = world;
  const said = await slack.user('reporter').ask(`/incident declare ${what} --private`);
  const number = Number(/#(\d+)/.exec(said)?.[1]);
  await slack.settle();
  const names = await slack.user('reporter').channels();
  const name = names.findLast((each) => /^inc-(?:\d{7}-)?[0-9a-f]{6}$/.test(each)) ?? '';
  return { number, room: await slack.channel(name) };
}

describe('merging', () => {
  test('one incident goes on in another with its people, what it owes and a line in both timelines', async () => {
    const { slack } = world;
    const [liaison, oncall] = [slack.user('liaison'), slack.user('oncall')];
    const whole = await declared(world, 'API is down sev2');
    const double = await declared(world, 'Nothing loads sev1', slack.user('observer'));
    await liaison.join(double.room);
    await slack.settle();
    expect(
      await oncall.ask(`/incident merge #${whole.number} because it is the same`, double.room),
    ).toBe(`#${double.number} goes on in #${whole.number}.`);
    await slack.settle();
    const told = double.room.message(`merged this incident into #${whole.number}`);
    expect(await told.words()).toContain('it is the same');
    expect((await told.seen()).text).toContain(`<#${whole.room.id}|`);
    await whole.room.message(`merged #${double.number} Nothing loads into this incident`).seen();
    expect(await whole.room.people()).toEqual(expect.arrayContaining(['observer', 'liaison']));
    const shown = await whole.room.message(card).words();
    expect(shown).toContain(`Merged here: #${double.number} Nothing loads`);
    expect(shown).toContain('Notice to the regulator');
    const ended = await double.room.message(card).words();
    expect(ended).toContain('Merged');
    expect(ended).toContain(`It goes on in #${whole.number}`);
    const news = (await slack.channel('incidents')).message(`#${double.number} Nothing loads`);
    expect(await news.words()).toContain('Merged');
    expect(await oncall.ask('/incident timeline', whole.room)).toMatch(
      new RegExp(
        `@omar merged #${double.number} into this incident, with \\d people, what is owed: Notice to the regulator`,
      ),
    );
  });

  test('is taken back by reopening, and then goes on by itself', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const whole = await declared(world, 'Mail is late sev3');
    const double = await declared(world, 'No mail sev3');
    await dba.command('/incident merge', double.room);
    const form = await dba.modal(`Merge #${double.number}`);
    await form.fill({ 'It goes on in': 'the other' });
    expect((await form.submit()).errors).toEqual({
      'It goes on in': 'There is no such incident, or you are not in it.',
    });
    await form.fill({ 'It goes on in': `#${whole.number}` });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    await dba.command('/incident reopen they differ after all', double.room);
    await slack.settle();
    expect(await double.room.message(card).words()).not.toContain('It goes on in');
    expect(await whole.room.message(card).words()).not.toContain('Merged here');
    expect(await dba.ask('/incident timeline', whole.room)).toContain(
      `#${double.number} goes on by itself`,
    );
  });

  test('is refused with itself, with what is over, and where not the same people may look', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const first = await declared(world, 'Disk is full sev3');
    const over = await declared(world, 'Disk was full sev3');
    const secret = await declaredSecretly('Somebody took keys sev3');
    await reporter.command('/incident cancel it was a test', over.room);
    const ask = (other: number) => reporter.ask(`/incident merge #${other}`, first.room);
    expect(await ask(first.number)).toBe('That is the same incident.');
    expect(await ask(over.number)).toContain(`#${over.number} is over already`);
    expect(await ask(secret.number)).toContain(`#${secret.number} is private and this one is not`);
    expect(await ask(99_999)).toBe('There is no such incident, or you are not in it.');
    expect(await slack.user('dba').ask(`/incident merge #${secret.number}`, first.room)).toBe(
      'There is no such incident, or you are not in it.',
    );
    expect(
      await reporter.ask(`/incident #${secret.number} merge #${first.number}`, first.room),
    ).toContain(`This incident is private and #${first.number} is not`);
  });
});

describe('related incidents', () => {
  test('show each other until somebody takes it back', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const first = await declared(world, 'Login is slow sev3');
    const second = await declared(world, 'Tokens expire sev3');
    const pair = `#${first.number} and #${second.number}`;
    expect(await dba.ask(`/incident relate #${second.number}`, first.room)).toBe(
      `${pair} are related.`,
    );
    await slack.settle();
    expect(await first.room.message(card).words()).toContain(
      `Related: #${second.number} Tokens expire`,
    );
    expect(await second.room.message(card).words()).toContain(
      `Related: #${first.number} Login is slow`,
    );
    expect(await dba.ask(`/incident relate #${first.number}`, second.room)).toContain(
      'is tied to this one already',
    );
    await dba.command(`/incident unrelate #${first.number}`, second.room);
    await slack.settle();
    expect(await first.room.message(card).words()).not.toContain('Related');
    expect(await second.room.message(card).words()).not.toContain('Related');
  });

  test('a public one never names a private one', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const open = await declared(world, 'Odd logins sev3');
    const secret = await declaredSecretly('An account was taken sev3');
    expect(await reporter.ask(`/incident relate #${secret.number}`, open.room)).toContain(
      'Relate them from there',
    );
    await reporter.command(`/incident #${secret.number} relate #${open.number}`, open.room);
    await slack.settle();
    expect(await open.room.message(card).words()).not.toContain('Related');
    expect(await secret.room.message(card).words()).toContain(
      `Related: #${open.number} Odd logins`,
    );
  });
});

describe('a part of an incident', () => {
  test('is an incident of its own, seen from the whole, which says so when it is closed first', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const whole = await declared(world, 'Region is down sev2');
    const part = Number(
      /#(\d+)/.exec(await dba.ask('/incident sub Search is slow', whole.room))?.[1],
    );
    await slack.settle();
    const partRoom = await slack.channel(new RegExp(`^inc-${part}-`));
    expect(await partRoom.message(card).words()).toContain(`Part of #${whole.number}`);
    expect(await whole.room.message(card).words()).toContain(
      `Part: #${part} Search is slow · Investigating`,
    );
    await dba.command('/incident status identified because we saw it', partRoom);
    await slack.settle();
    expect(await whole.room.message(card).words()).toContain(
      `#${part} Search is slow · Identified`,
    );
    await dba.command('/incident resolve the region is back', whole.room);
    await dba.command('/incident close over', whole.room);
    await slack.settle();
    await whole.room.message(`Closed, but parts of it go on: #${part}`).seen();
    await dba.command('/incident cancel it was the region', partRoom);
    await slack.settle();
    expect(await dba.ask('/incident timeline', whole.room)).toContain(`Its part #${part} is over`);
  });
});
