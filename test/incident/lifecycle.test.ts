import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/incident/types.ts';
import { minutesAfterNoon, noon, Story } from './story.ts';

const command = (type: 'resolve' | 'close' | 'reopen' | 'cancel', reason = 'because'): Command => ({
  type,
  by: 'UADA',
  reason,
});
const resolved = () => new Story().at(90).does(command('resolve', 'rolled back'));
const closed = () => resolved().at(120).does(command('close', 'reviewed'));

describe('resolving', () => {
  test('stops the clocks and tells everyone how it ended', () => {
    const story = resolved();
    expect(story.incident).toMatchObject({
      phase: 'resolved',
      status: 'investigating',
      resolvedAt: minutesAfterNoon(90),
      closedAt: null,
      state: { outcome: 'rolled back', updates: { nextDueAt: null } },
    });
    expect(story.timers()).toEqual([]);
    expect(story.told()).toEqual([
      {
        to: 'room',
        fact: {
          type: 'resolved',
          reason: 'rolled back',
          by: 'UADA',
          declaredAt: noon,
          resolvedAt: minutesAfterNoon(90),
        },
      },
    ]);
    expect(story.renewed()).toEqual(['card', 'topic', 'news', 'home:UREPORTER']);
  });

  test('is refused when somebody made it worse meanwhile', () => {
    const story = new Story();
    const stale: Command = {
      type: 'resolve',
      by: 'UADA',
      reason: 'ok',
      expect: { severity: 'sev3' },
    };
    expect(story.refuses(stale)).toEqual({ code: 'changed', field: 'severity', now: 'sev1' });
  });
});

describe('closing', () => {
  test('comes after resolving', () => {
    expect(new Story().refuses(command('close'))).toEqual({
      code: 'not_resolved',
      phase: 'active',
    });
    expect(closed().incident).toMatchObject({
      phase: 'closed',
      resolvedAt: minutesAfterNoon(90),
      closedAt: minutesAfterNoon(120),
    });
  });
});

describe('cancelling', () => {
  test('ends an open incident as none', () => {
    const story = new Story().at(3).does(command('cancel', 'a false alarm'));
    expect(story.incident).toMatchObject({
      phase: 'cancelled',
      resolvedAt: null,
      closedAt: minutesAfterNoon(3),
      state: { outcome: 'a false alarm' },
    });
    expect(story.agenda()).toEqual([`archive_room+${3 + 7 * 24 * 60}`]);
  });
});

describe('reopening', () => {
  test.each([
    ['resolved', resolved],
    ['closed', closed],
    ['cancelled', () => new Story().does(command('cancel'))],
  ])('goes back to work from %s', (_, ended) => {
    const story = ended().at(200).does(command('reopen', 'it is back'));
    expect(story.incident).toMatchObject({
      phase: 'active',
      status: 'investigating',
      resolvedAt: null,
      closedAt: null,
      state: {
        outcome: null,
        commanderlessSince: minutesAfterNoon(200),
        updates: { nextDueAt: minutesAfterNoon(230) },
      },
    });
    expect(story.renewed()).toEqual([
      'room',
      'card',
      'topic',
      'news',
      'home:UREPORTER',
      'invite:UADA,UREPORTER',
    ]);
    expect(story.agenda()).toContain('commander_missing+205');
    expect(story.agenda().join()).not.toContain('archive');
  });

  test('keeps who commands', () => {
    const story = new Story()
      .does({ type: 'take_role', by: 'UBOB', role: 'commander' })
      .does(command('resolve'))
      .does(command('reopen'));
    expect(story.incident.state.commanderlessSince).toBeNull();
    expect(story.agenda().join()).not.toContain('commander');
  });

  test('of an open incident is refused', () => {
    expect(new Story().refuses(command('reopen'))).toEqual({ code: 'not_ended', phase: 'active' });
  });
});

describe('every end and every return', () => {
  const cases: [Command['type'], () => Story][] = [
    ['resolve', () => new Story()],
    ['close', resolved],
    ['cancel', () => new Story()],
    ['reopen', resolved],
  ];

  test.each(cases)('%s needs a reason of at most 1000 characters', (type, start) => {
    const which = type as 'resolve';
    expect(start().refuses(command(which, ' '))).toEqual({ code: 'missing', field: 'reason' });
    expect(start().refuses(command(which, 'x'.repeat(1001)))).toEqual({
      code: 'too_long',
      field: 'reason',
      max: 1000,
    });
    start().does(command(which, 'x'.repeat(1000)));
  });

  test.each([
    ['resolve', 'resolved', resolved],
    ['cancel', 'resolved', resolved],
    ['resolve', 'closed', closed],
    ['close', 'closed', closed],
    ['cancel', 'closed', closed],
  ] as const)('%s is refused when it is %s', (type, phase, start) => {
    expect(start().refuses(command(type))).toEqual({ code: 'ended', phase });
  });
});

describe('once it is closed', () => {
  const commands: Command[] = [
    { type: 'take_role', by: 'UADA', role: 'scribe' },
    { type: 'assign_role', by: 'UADA', role: 'scribe', userId: 'UBOB' },
    { type: 'give_up_role', by: 'UADA', role: 'scribe' },
    { type: 'offer_handover', by: 'UADA', role: 'scribe', to: 'UBOB' },
    { type: 'accept_handover', by: 'UADA', role: 'scribe' },
    { type: 'decline_handover', by: 'UADA', role: 'scribe' },
    { type: 'change_severity', by: 'UADA', severity: 'sev2', reason: 'x' },
    { type: 'change_status', by: 'UADA', status: 'monitoring', reason: 'x' },
    { type: 'change_title', by: 'UADA', title: 'x', reason: 'x' },
    { type: 'post_update', by: 'UADA', know: 'x', doing: '', need: '' },
    { type: 'snooze_update', by: 'UADA', minutes: 10, reason: 'x' },
    { type: 'own_update', by: 'UADA' },
  ];

  test.each(commands)('$type is refused', (each) => {
    expect(closed().refuses(each)).toEqual({ code: 'ended', phase: 'closed' });
  });

  test('notes still go into the timeline, and people still come and go', () => {
    const story = closed()
      .does({ type: 'add_note', by: 'UADA', kind: 'finding', text: 'the cause' })
      .does({ type: 'join_room', by: 'UBOB' })
      .does({ type: 'leave_room', by: 'UBOB' });
    expect(story.incident.phase).toBe('closed');
    expect(story.entries).toHaveLength(6);
  });
});
