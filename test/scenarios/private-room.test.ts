import { describe, expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { confirmPrivateRooms } from '../../src/engine/private-rooms.ts';
import { recordedDesk } from '../support/recorded-desk.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = policyWith({
  'version: 2': `version: 2
kinds:
  - { key: outage, name: Outage, meaning: Something does not work }
  - { key: security, name: Security, meaning: Somebody got in, forces: { private: true } }
default_kind: outage
action_items: { late_to: [U0MANAGER], late_to_after_days: 1 }`,
});
const world = testWorld({ policyPath });
const card = /Declared by .*, /;

/** The private room that an incident went on in. */
async function roomOf(person: string): Promise<Room> {
  const { slack } = world;
  const names = await slack.user(person).channels();
  return slack.channel(
    names.findLast((name) => /^inc-(?:\d{7}-)?[0-9a-f]{6}$/.test(name)) ?? 'none',
  );
}

describe('an incident that becomes private', () => {
  test('moves to a private channel with its people, and leaves nothing behind that tells of it', async () => {
    const { slack } = world;
    const [dba, oncall] = [slack.user('dba'), slack.user('oncall')];
    const incidents = await slack.channel('incidents');
    const { room: old, number } = await declared(world, 'Odd logins sev3');
    await incidents.message(`#${number} Odd logins`).seen();
    await dba.join(old);
    await oncall.command(`/incident #${number} take`, 'general');
    await dba.command('/incident postmortem hold', old);
    await (await dba.modal(/postmortem/i)).submit();
    await slack.settle();
    await old.message(/Postmortem of/).seen();
    expect(await dba.ask('/incident private because an account was taken', old)).toBe(
      `#${number} is private now. It moves to a channel of its own.`,
    );
    await slack.settle();
    await incidents.expectNoMessage('Odd logins');
    expect(await old.state()).toMatchObject({ archived: true, topic: '', purpose: '' });
    expect(await old.name()).toMatch(/^moved-[0-9a-f]{8}$/);
    expect(await old.bookmarks()).toEqual([]);
    await old.message('This channel is closed').seen();
    await old.expectNoMessage(card);
    await old.expectNoMessage('Postmortem of');
    await old.expectNoMessage('an account was taken');
    const room = await roomOf('dba');
    expect(await room.state()).toMatchObject({ kind: 'private' });
    expect(await room.people()).toEqual(expect.arrayContaining(['dba', 'oncall', 'reporter']));
    await room.message(/made this incident private.*an account was taken/).seen();
    await room.message('Postmortem of').seen();
    expect(await room.message(card).words()).toContain('Private. Only people in this channel');
    expect((await room.pins()).length).toBe(1);
    await dba.command('/incident update We locked it', room);
    await room.message('We locked it').seen();
    await incidents.expectNoMessage('We locked it');
    expect(await slack.user('manager').ask(`/incident show #${number}`, 'general')).toBe(
      'There is no such incident, or you are not in it.',
    );
    expect(await dba.ask('/incident private once more', room)).toContain(
      'can never be made public again',
    );
  });

  test('because of its kind moves in the same way', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room: old, number } = await declared(world, 'Files are encrypted sev3');
    await dba.join(old);
    await slack.settle();
    await dba.command('/incident kind security because of a ransom note', old);
    await slack.settle();
    expect(await old.archived()).toBe(true);
    const room = await roomOf('dba');
    expect(await room.message(card).words()).toContain(`#${number} Files are encrypted`);
    await (await slack.channel('incidents')).expectNoMessage('Files are encrypted');
  });

  test('takes back what was said in the thread that it came from', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const support = await slack.channel('support');
    await reporter.say('A customer sees the data of another one', support);
    const asked = support.message(/^A customer sees/);
    await asked.shortcut(reporter, 'declare_from_message');
    const form = await reporter.modal('Declare an incident');
    await form.fill({ Severity: 'SEV3' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    expect(await asked.thread()).toHaveLength(1);
    const [reply] = await asked.thread();
    const number = /#(\d+)/.exec(reply?.text ?? '')?.[1];
    await reporter.command(`/incident #${number} private because of the data`, 'general');
    await slack.settle();
    expect(await asked.thread()).toHaveLength(0);
  });

  test('is taken out of the reminders of what people have to do, who have and oversee other things, too', async () => {
    const { slack } = world;
    const oncall = slack.user('oncall');
    const { room } = await declared(world, 'Ledger is off sev3');
    const { room: secret } = await declared(world, 'Wages are off sev3', oncall);
    await oncall.command('/incident action Reconcile it nightly @dita in 1 day', room);
    await oncall.command('/incident action Lock the payroll @dita in 1 day', secret);
    await oncall.command('/incident action Ask the auditors @enzo in 1 day', secret);
    await slack.settle();
    for (let day = 0; day < 6; day += 1) await slack.fastForward({ minutes: 24 * 60 });
    const [dba, engineer, manager] = await Promise.all(
      ['dba', 'engineer', 'manager'].map((key) => slack.user(key).dm()),
    );
    if (!dba || !engineer || !manager) throw new Error('they are in the cast');
    const nag = dba.message('Your action items');
    expect(await nag.words()).toMatch(/Reconcile it nightly[\s\S]*Lock the payroll/);
    await engineer.message('Ask the auditors').seen();
    expect(await manager.message('Late with others').words()).toContain('Lock the payroll');
    await oncall.command('/incident private because of wages', secret);
    await slack.settle();
    for (const dm of [dba, engineer, manager]) {
      await dm.expectNoMessage(/Lock the payroll|Ask the auditors|Wages are off/);
    }
    await engineer.expectNoMessage('Your action items');
    expect(await nag.words()).toContain('Reconcile it nightly');
    expect(await manager.message('Late with others').words()).toContain('Reconcile it nightly');
  });
});

describe('who is in the room of a private incident sees it', () => {
  test('until they leave or are put out of it, whatever they hold, and where Slack did not say so, too', async () => {
    const { slack } = world;
    const [reporter, dba, engineer] = ['reporter', 'dba', 'engineer'].map((key) => slack.user(key));
    if (!reporter || !dba || !engineer) throw new Error('they are in the cast');
    const { room, number } = await declared(world, 'Odd transfers sev3 --private');
    expect(number).toBeGreaterThanOrEqual(1_000_000);
    expect(await room.name()).toMatch(new RegExp(`^inc-${number}-[0-9a-f]{6}$`));
    await reporter.invite(room, dba, engineer);
    await slack.settle();
    await dba.command('/incident take', room);
    await slack.settle();
    const asked = (who: typeof dba) => who.ask(`/incident show #${number}`, 'general');
    const nothing = 'There is no such incident, or you are not in it.';
    expect(await asked(dba)).toContain('Odd transfers');
    await reporter.do({ type: 'kick', channel: room.id, users: [dba.id] });
    await slack.settle();
    expect(await asked(dba)).toBe(nothing);
    // They are still the commander, and are asked for nothing.
    await (await dba.dm()).expectNoMessage('Are you still with');
    // Who declared it is no exception.
    await reporter.leave(room);
    await slack.settle();
    expect(await asked(reporter)).toBe(nothing);
    expect(await asked(engineer)).toContain('Odd transfers');
    await slack.faults({ on: 'event', method: 'member_left_channel', fault: { kind: 'lose' } });
    await engineer.leave(room);
    // Slack tries again for five minutes.
    await slack.fastForward({ minutes: 11 });
    await slack.faults();
    expect(await asked(engineer)).toContain('Odd transfers');
    const { desk, engine, slack: client, close } = await recordedDesk(world);
    const means = { slack: client, isApp: desk.ports.isApp, self: desk.bot, log: desk.log };
    expect(await confirmPrivateRooms(engine, means)).toBeGreaterThan(0);
    expect(await confirmPrivateRooms(engine, means)).toBe(0);
    await close();
    expect(await asked(engineer)).toBe(nothing);
  });
});
