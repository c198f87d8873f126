import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/incident/types.ts';
import { deliveryScene } from '../support/delivery-scene.ts';

/** Rooms that went away under people's feet, and people who did. */
const scene = deliveryScene();

const commander = { type: 'take_role', role: 'commander' } as const;

async function withRoom(isPrivate = false) {
  const incident = await scene.declare({ isPrivate });
  // Only who takes part in a private one may act in it.
  await scene.run(incident, { ...commander, by: isPrivate ? 'U0ANA' : 'U1' });
  await scene.deliver();
  const id = (await scene.now(incident)).places['room']?.channel_id ?? '';
  return { incident, id };
}

const note = (text: string) => ({ type: 'add_note', by: 'U0ANA', kind: 'note', text }) as const;

const told = (word: string) => scene.messages('fact').filter(({ text }) => text.includes(word));

async function failed(incident: Incident) {
  return (await scene.now(incident)).failed;
}

describe('a room that was deleted', () => {
  it('is told to who commands and who declared, waits for a new one, and is made anew when asked for', async () => {
    const { incident, id } = await withRoom();
    scene.slack.channels.delete(id);
    scene.slack.messages.splice(0);
    await scene.run(incident, note('the disk is full'));
    await scene.deliver();
    expect(await failed(incident)).toMatchObject({ room: { error: 'channel_not_found' } });
    const dms = scene.messages('fact step_failed').map(({ channel }) => channel);
    expect(dms.sort()).toEqual(['DU0ANA', 'DU1']);
    expect(scene.slack.channels.size, 'not made without being asked for').toBe(0);
    expect(told('disk')).toEqual([]);
    await scene.run(incident, { type: 'retry_step', by: 'U1', step: 'room' });
    await scene.deliver();
    const { places } = await scene.now(incident);
    expect(await failed(incident)).toEqual({});
    expect(places['room']?.channel_id).not.toBe(id);
    expect(told('disk'), 'what waited').toMatchObject([{ channel: places['room']?.channel_id }]);
    expect(scene.slack.pins).toContain(places['card']?.ts);
    const invited = scene.slack.calls.filter(({ method }) => method === 'conversations.invite');
    expect(invited.at(-1)?.args['users']?.split(',').sort()).toEqual(['U0ANA', 'U1']);
  });
});

describe('a room that Muster was removed from', () => {
  it('that is public is joined again, and nobody is bothered', async () => {
    const { incident, id } = await withRoom();
    scene.slack.channels.get(id)?.members.delete('U0BOT');
    await scene.run(incident, note('the disk is full'));
    await scene.deliver();
    expect(told('disk')).toMatchObject([{ channel: id }]);
    expect(await failed(incident)).toEqual({});
  });

  it('that is private is asked for once; what is for it waits, and goes on by itself', async () => {
    const { incident, id } = await withRoom(true);
    const room = scene.slack.channels.get(id);
    // Of a private channel that the app is not in, Slack says that there is none.
    scene.slack.channels.delete(id);
    await scene.run(incident, note('the disk is full'));
    await scene.run(incident, note('the fan is loud'));
    await expect.poll(() => failed(incident)).toMatchObject({ room: { error: 'not_in_channel' } });
    await expect.poll(() => scene.messages('fact step_failed').length).toBe(1);
    const tries = () => scene.slack.calls.filter(({ args }) => args['text']?.includes('disk'));
    await expect.poll(() => tries().length).toBeGreaterThan(2);
    expect(scene.messages('fact step_failed'), 'once').toHaveLength(1);
    if (room) scene.slack.channels.set(id, room);
    await scene.settled(scene.delivery);
    expect(told('disk')).toMatchObject([{ channel: id }]);
    expect(told('fan')).toMatchObject([{ channel: id }]);
    expect((await scene.now(incident)).places['room']?.channel_id).toBe(id);
    expect(await failed(incident)).toEqual({});
  });

  it('that is private and deleted is made anew when asked for', async () => {
    const { incident, id } = await withRoom(true);
    scene.slack.channels.delete(id);
    await scene.run(incident, note('the disk is full'));
    await expect.poll(() => failed(incident)).toMatchObject({ room: { error: 'not_in_channel' } });
    await scene.run(incident, { type: 'retry_step', by: 'U0ANA', step: 'room' });
    await scene.settled(scene.delivery);
    const { places } = await scene.now(incident);
    expect(await failed(incident)).toEqual({});
    expect(told('disk')).toMatchObject([{ channel: places['room']?.channel_id }]);
  });

  it('of an incident that is over is left alone', async () => {
    const { incident, id } = await withRoom(true);
    await scene.run(incident, { type: 'cancel', by: 'U0ANA', reason: 'a test' });
    await scene.deliver();
    scene.slack.channels.delete(id);
    await scene.run(incident, note('it was the disk'));
    await scene.deliver();
    expect(scene.messages('fact step_failed')).toEqual([]);
  });
});

describe('whoever left the workspace', () => {
  it.each([
    ['user_disabled', 'superseded', 0],
    ['messages_tab_disabled', 'dead', 1],
  ])(
    'misses nothing that they are told, and operators do not hear of it: %s',
    async (error, state, heard) => {
      const { id: channel } = scene.slack.addChannel('ops');
      await scene.policy({ operators: { people: [], channel } });
      const { incident } = await withRoom();
      const when = ({ users }: Record<string, string>) => users === 'U0GONE';
      scene.slack.fail({ method: 'conversations.open', fault: { error }, times: 99, when });
      await scene.run(incident, {
        type: 'assign_role',
        by: 'U1',
        role: 'commander',
        userId: 'U0GONE',
        expect: { holders: ['U1'] },
      });
      await scene.settled(scene.delivery);
      const rows = (await scene.rows(incident, 'announce')).filter((row) => row.state !== 'sent');
      expect(rows).toMatchObject([{ state, last_error: error }]);
      expect(scene.messages('fact sends_given_up')).toHaveLength(heard);
      await scene.policy({});
    },
  );
});

describe('whoever is invited and is no member any more', () => {
  it('loses the roles they held, so that somebody is asked; all others come', async () => {
    const incident = await scene.declare();
    await scene.run(incident, { ...commander, by: 'U1' });
    const errors = [{ user: 'U1', error: 'user_disabled', ok: false as const }];
    scene.slack.fail({
      method: 'conversations.invite',
      fault: { error: 'user_disabled', errors },
      when: ({ users }) => users?.includes('U1') ?? false,
      times: 9,
    });
    await scene.run(incident, { type: 'retry_step', by: 'U2', step: 'invite' });
    await scene.deliver();
    expect(await failed(incident)).toMatchObject({ invite: { error: 'user_disabled: U1' } });
    expect(told('holder_gone')).toMatchObject([{ channel: expect.stringMatching(/^C/) }]);
    const invited = scene.slack.calls
      .filter(({ method }) => method === 'conversations.invite')
      .flatMap(({ args }) => args['users'] ?? []);
    expect(invited).toContain('U0ANA');
  });
});
