import { describe, expect, test } from 'vitest';
import type { Command, PostUpdate } from '../../src/incident/types.ts';
import { minutesAfterNoon, noon, Story } from './story.ts';

const post = (more: Partial<PostUpdate> = {}): PostUpdate => ({
  type: 'post_update',
  by: 'UADA',
  know: 'the database is full',
  doing: 'making room',
  need: 'a DBA',
  ...more,
});
const snooze = (minutes: number, more: object = {}): Command => ({
  type: 'snooze_update',
  by: 'UADA',
  minutes,
  reason: 'on a call',
  ...more,
});
const own = (by: string, more: object = {}): Command => ({ type: 'own_update', by, ...more });

describe('posting an update', () => {
  test('tells the room and promises the next by the cadence', () => {
    const story = new Story().at(10).does(post());
    const update = {
      at: minutesAfterNoon(10),
      by: 'UADA',
      know: 'the database is full',
      doing: 'making room',
      need: 'a DBA',
    };
    const nextDueAt = minutesAfterNoon(40);
    expect(story.told()).toEqual([
      {
        to: 'room',
        fact: { type: 'update_posted', update, status: 'investigating', nextDueAt },
      },
    ]);
    expect(story.renewed()).toEqual(['card', 'news']);
    expect(story.incident.state.updates).toEqual({
      last: update,
      nextDueAt,
      promisedAt: minutesAfterNoon(10),
      ownedBy: null,
      snooze: null,
    });
    expect(story.incident.state.summary).toBe('the database is full');
    expect(story.agenda()).toContain('update_warning+35');
  });

  test('can change the status and say when the next one comes', () => {
    const story = new Story().at(10).does(post({ status: 'monitoring', nextInMinutes: 120 }));
    expect(story.incident).toMatchObject({ status: 'monitoring', phase: 'mitigated' });
    expect(story.agenda()).toContain('update_due+130');
    expect(story.last?.data).toMatchObject({
      status: { from: 'investigating', to: 'monitoring' },
      nextDueAt: minutesAfterNoon(130),
    });
  });

  test('promises a next one where the severity has no cadence only if somebody says so', () => {
    const story = new Story({ severity: 'sev4' }).does(post());
    expect(story.agenda()).toEqual([]);
    expect(story.does(post({ nextInMinutes: 60 })).agenda()).toContain('update_due+60');
  });

  test('keeps the summary when it says only what is needed', () => {
    const story = new Story().does(post({ know: '', doing: '' }));
    expect(story.incident.state.summary).toBe('All requests fail');
  });

  test('by two people at once gets through twice', () => {
    const story = new Story().at(10).does(post());
    story.does(post({ by: 'UBOB', know: 'the disk is full', expect: { nextDueAt: noon } }));
    expect(story.entries.map((entry) => entry.type)).toEqual([
      'declare',
      'post_update',
      'post_update',
    ]);
  });

  test('of a resolved incident is told and promises nothing', () => {
    const story = new Story().does({ type: 'resolve', by: 'UADA', reason: 'ok' });
    story.does(post({ nextInMinutes: 30, status: 'investigating' }));
    expect(story.incident).toMatchObject({
      phase: 'resolved',
      state: { updates: { nextDueAt: null } },
    });
    expect(story.refuses(post({ status: 'monitoring' }))).toEqual({
      code: 'ended',
      phase: 'resolved',
    });
  });

  test.each<[string, PostUpdate, object]>([
    ['no word', post({ know: ' ', doing: '', need: '\n' }), { code: 'missing', field: 'know' }],
    [
      '2001 characters of need',
      post({ need: 'x'.repeat(2001) }),
      { code: 'too_long', field: 'need', max: 2000 },
    ],
    [
      'a status that the policy has not',
      post({ status: 'done' }),
      {
        code: 'unknown_status',
        given: 'done',
        allowed: ['investigating', 'identified', 'monitoring'],
      },
    ],
    [
      'a status that somebody else changed meanwhile',
      post({ status: 'monitoring', expect: { status: 'identified' } }),
      { code: 'changed', field: 'status', now: 'investigating' },
    ],
    [
      'four minutes',
      post({ nextInMinutes: 4 }),
      { code: 'minutes_out_of_range', min: 5, max: 1440 },
    ],
    [
      '1441 minutes',
      post({ nextInMinutes: 1441 }),
      { code: 'minutes_out_of_range', min: 5, max: 1440 },
    ],
    [
      'no number',
      post({ nextInMinutes: Number.NaN }),
      { code: 'minutes_out_of_range', min: 5, max: 1440 },
    ],
  ])('is refused for %s', (_, command, refusal) => {
    expect(new Story().refuses(command)).toEqual(refusal);
  });

  test('is refused once it is over', () => {
    const story = new Story().does({ type: 'cancel', by: 'UADA', reason: 'a false alarm' });
    expect(story.refuses(post())).toEqual({ code: 'ended', phase: 'cancelled' });
  });
});

describe('snoozing', () => {
  test('moves the promise on, and says who and why', () => {
    const story = new Story().at(25).does(snooze(10));
    expect(story.agenda().filter((timer) => timer.startsWith('update'))).toEqual([
      'update_warning+35',
      'update_due+40',
      'update_overdue+55',
      'update_overdue+70',
      'update_overdue+85',
    ]);
    expect(story.incident.state.updates.snooze).toEqual({
      by: 'UADA',
      reason: 'on a call',
      until: minutesAfterNoon(40),
    });
    expect(story.last?.data).toEqual({
      reason: 'on a call',
      wasDueAt: minutesAfterNoon(30),
      untilAt: minutesAfterNoon(40),
    });
    expect(story.renewed()).toEqual(['card', 'news']);
  });

  test('counts from now when the update is late', () => {
    expect(new Story().at(50).does(snooze(10)).agenda()).toContain('update_due+60');
  });

  test('gives no warning of a promise shorter than the warning', () => {
    const story = new Story().at(50).does(snooze(5));
    expect(story.agenda().join()).not.toContain('warning');
  });

  test('again is possible when the first is over', () => {
    const story = new Story().at(25).does(snooze(10));
    expect(story.refuses(snooze(10))).toEqual({
      code: 'already_snoozed',
      until: minutesAfterNoon(40),
    });
    expect(story.at(40).does(snooze(20)).agenda()).toContain('update_due+60');
  });

  test('ends with the next update', () => {
    const story = new Story().at(25).does(snooze(10)).does(post());
    expect(story.incident.state.updates.snooze).toBeNull();
  });

  test.each<[string, Command, object]>([
    ['no time', snooze(0), { code: 'minutes_out_of_range', min: 1, max: 240 }],
    ['half a minute', snooze(0.5), { code: 'minutes_out_of_range', min: 1, max: 240 }],
    ['over four hours', snooze(241), { code: 'minutes_out_of_range', min: 1, max: 240 }],
    ['no reason', snooze(10, { reason: '' }), { code: 'missing', field: 'reason' }],
    [
      'the promise of another reminder',
      snooze(10, { expect: { nextDueAt: noon } }),
      { code: 'changed', field: 'nextDueAt', now: '2026-03-02T12:30:00.000Z' },
    ],
  ])('is refused for %s', (_, command, refusal) => {
    expect(new Story().refuses(command)).toEqual(refusal);
  });

  test('is refused when nothing is promised', () => {
    expect(new Story({ severity: 'sev4' }).refuses(snooze(10))).toEqual({ code: 'no_update_due' });
  });
});

describe("saying I'm on it", () => {
  test('is shown on the card and keeps reminders quiet for ten minutes', () => {
    const story = new Story().at(25).does(own('UADA'));
    expect(story.renewed()).toEqual(['card']);
    expect(story.incident.state.updates.ownedBy).toBe('UADA');
    expect(story.agenda().filter((timer) => timer.startsWith('update'))).toEqual([
      'update_overdue+45',
      'update_overdue+60',
      'update_overdue+75',
    ]);
  });

  test('is refused while somebody is, until a reminder comes nonetheless', () => {
    const story = new Story().does({ type: 'take_role', by: 'UADA', role: 'commander' });
    story.at(25).does(own('UADA'));
    expect(story.refuses(own('UBOB'))).toEqual({ code: 'already_owned', userId: 'UADA' });
    story.at(45).ticks();
    expect(story.told().at(-1)?.fact).toMatchObject({ stage: 'overdue', owner: 'UADA' });
    expect(story.incident.state.updates.ownedBy).toBeNull();
    expect(story.does(own('UBOB')).incident.state.updates.ownedBy).toBe('UBOB');
  });

  test('ends with the update', () => {
    const story = new Story().at(25).does(own('UADA')).does(post());
    expect(story.incident.state.updates.ownedBy).toBeNull();
  });

  test('about an update that came meanwhile is refused', () => {
    const story = new Story().at(25).does(post());
    const stale = own('UBOB', { expect: { nextDueAt: minutesAfterNoon(30) } });
    expect(story.refuses(stale)).toEqual({
      code: 'changed',
      field: 'nextDueAt',
      now: '2026-03-02T12:55:00.000Z',
    });
  });

  test('is refused when nothing is promised', () => {
    expect(new Story({ severity: 'sev4' }).refuses(own('UADA'))).toEqual({ code: 'no_update_due' });
  });
});
