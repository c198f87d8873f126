import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf } from '../../../sandbox/cast.ts';
import { codeOf, type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.slack.close());

const now = () => rig.slack.workspace.clock.seconds();
const seen = (key: string) => rig.bot.dnd.info({ user: idOf(key) });
const settings = (key: string) => rig.slack.workspace.users.get(idOf(key))?.dnd;

describe('Do Not Disturb', () => {
  test('paused by hand is seen by others as hours that have begun, and ends by the story’s clock', async () => {
    await rig.act({ type: 'set_notifications', user: 'oncall', pause: 30 });
    const begun = now();
    const status = await seen('oncall');
    expect(status).toMatchObject({ ok: true, dnd_enabled: true });
    expect(status.next_dnd_start_ts).toBeLessThanOrEqual(begun);
    expect(status.next_dnd_end_ts).toBe(settings('oncall')?.snooze?.until);
    expect(status, 'of others the snooze itself is not shown').not.toHaveProperty('snooze_enabled');
    const team = await rig.bot.dnd.teamInfo({ users: `${idOf('oncall')},${idOf('dba')}` });
    expect(team.users).toMatchObject({
      [idOf('oncall')]: { dnd_enabled: true },
      [idOf('dba')]: { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 },
    });
    rig.slack.workspace.clock.advance(31 * 60_000);
    expect(await seen('oncall')).toMatchObject({ dnd_enabled: false });
    await rig.act({ type: 'set_notifications', user: 'oncall', pause: 30 });
    await rig.act({ type: 'set_notifications', user: 'oncall', pause: null });
    expect(await seen('oncall')).toMatchObject({ dnd_enabled: false });
  });

  test('by quiet hours is told with the hours that have begun or come next, in their own zone', async () => {
    const hours = { from: '22:00', to: '07:30' };
    await rig.act({ type: 'set_notifications', user: 'commander', hours });
    for (let at = 0; at < 48; at += 1) {
      const { next_dnd_start_ts: from = 0, next_dnd_end_ts: until = 0 } = await seen('commander');
      const there = (seconds: number) =>
        new Date(seconds * 1000).toLocaleTimeString('en-GB', {
          timeZone: 'America/New_York',
          timeStyle: 'short',
        });
      expect([there(from), there(until)]).toEqual(['22:00', '07:30']);
      expect(until).toBeGreaterThan(now());
      expect(from - now(), 'the next night, not one after it').toBeLessThan(25 * 3600);
      rig.slack.workspace.clock.advance(3_600_000);
    }
  });

  test('is set by people, not by bots', async () => {
    expect(await codeOf(rig, 'dnd.setSnooze', { num_minutes: 5 })).toBe('not_allowed_token_type');
    expect(await codeOf(rig, 'dnd.endSnooze', {})).toBe('not_allowed_token_type');
    const act = { type: 'set_notifications', user: 'oncall' } as const;
    expect(await rig.slack.act({ ...act, pause: 43_201 })).toMatchObject({ error: 'too_long' });
    const hours = { from: '25:00', to: '07:30' };
    expect(await rig.slack.act({ ...act, hours })).toMatchObject({ error: 'invalid_time' });
  });

  test('lets messages arrive all the same', async () => {
    await rig.act({ type: 'set_notifications', user: 'dba', pause: 30 });
    const { channel } = await rig.bot.conversations.open({ users: idOf('dba') });
    await rig.say(channel?.id ?? '', 'wake up');
    expect([...rig.channel(channel?.id ?? '').messages.values()]).toMatchObject([
      { text: 'wake up' },
    ]);
  });
});
