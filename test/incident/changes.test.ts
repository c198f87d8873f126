import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/incident/types.ts';
import { Story } from './story.ts';

const severity = (to: string, more: object = {}): Command => ({
  type: 'change_severity',
  by: 'UADA',
  severity: to,
  reason: 'more customers',
  ...more,
});
const status = (to: string, more: object = {}): Command => ({
  type: 'change_status',
  by: 'UADA',
  status: to,
  reason: 'found it',
  ...more,
});
const title = (to: string, more: object = {}): Command => ({
  type: 'change_title',
  by: 'UADA',
  title: to,
  reason: '',
  ...more,
});

describe('changing the severity', () => {
  test('is told to the room and shown everywhere, and brings those the policy wants', () => {
    const story = new Story({ severity: 'sev3' })
      .does({ type: 'take_role', by: 'UADA', role: 'commander' })
      .does(severity('sev1'));
    expect(story.incident.severity).toBe('sev1');
    expect(story.told()).toEqual([
      {
        to: 'room',
        fact: {
          type: 'severity_changed',
          from: 'sev3',
          to: 'sev1',
          reason: 'more customers',
          by: 'UADA',
        },
      },
    ]);
    expect(story.renewed()).toEqual([
      'card',
      'topic',
      'news',
      'home:UREPORTER',
      'home:UADA',
      'invite:@sre',
    ]);
  });

  test('of a private incident brings nobody and announces nothing', () => {
    const story = new Story({ severity: 'sev3', isPrivate: true }).does(severity('sev1'));
    expect(story.renewed()).toEqual(['card', 'topic', 'home:UREPORTER']);
  });

  test.each([
    ['counts the new cadence from the declaration', 'sev3', 10, 'sev1', 30],
    ['gives at least the warning when the new cadence has passed', 'sev3', 50, 'sev1', 55],
    ['gives the whole longer cadence', 'sev1', 10, 'sev3', 240],
  ])('%s', (_, from, at, to, dueAt) => {
    const story = new Story({ severity: from }).at(at).does(severity(to));
    expect(story.agenda()).toContain(`update_due+${dueAt}`);
  });

  test('counts from the last update when there was one', () => {
    const story = new Story({ severity: 'sev3' })
      .at(20)
      .does({ type: 'post_update', by: 'UADA', know: 'x', doing: '', need: '' })
      .at(25)
      .does(severity('sev1'));
    expect(story.agenda()).toContain('update_due+50');
  });

  test('to one without a cadence promises nothing any more', () => {
    const story = new Story().does(severity('sev4'));
    expect(story.agenda()).toEqual([]);
    expect(story.incident.state.updates.promisedAt).toBeNull();
  });

  test('of a resolved incident is possible and promises nothing', () => {
    const story = new Story().does({ type: 'resolve', by: 'UADA', reason: 'ok' });
    expect(story.does(severity('sev2')).agenda()).toEqual([]);
  });

  test.each<[string, Command, object]>([
    [
      'one that the policy has not',
      severity('sev0'),
      { code: 'unknown_severity', given: 'sev0', allowed: ['sev1', 'sev2', 'sev3', 'sev4'] },
    ],
    ['the one it has', severity('sev1'), { code: 'same', field: 'severity' }],
    [
      'what somebody else changed meanwhile',
      severity('sev2', { expect: { severity: 'sev3' } }),
      { code: 'changed', field: 'severity', now: 'sev1' },
    ],
    ['no reason', severity('sev2', { reason: ' ' }), { code: 'missing', field: 'reason' }],
    [
      'a reason of 1001 characters',
      severity('sev2', { reason: 'x'.repeat(1001) }),
      { code: 'too_long', field: 'reason', max: 1000 },
    ],
  ])('is refused for %s', (_, command, refusal) => {
    expect(new Story().refuses(command)).toEqual(refusal);
  });
});

describe('changing the status', () => {
  test('moves the phase along', () => {
    const story = new Story().does(status('monitoring'));
    expect(story.incident).toMatchObject({ status: 'monitoring', phase: 'mitigated' });
    expect(story.last?.data).toEqual({
      from: 'investigating',
      to: 'monitoring',
      reason: 'found it',
    });
    expect(story.renewed()).toEqual(['card', 'topic', 'news', 'home:UREPORTER']);
  });

  test('once mitigated nobody is asked to command any more, and again when it is not', () => {
    const story = new Story().does(status('monitoring'));
    expect(story.agenda().join()).not.toContain('commander');
    story.does(status('investigating'));
    expect(story.agenda().join()).toContain('commander');
  });

  test.each<[string, Command, object]>([
    [
      'one that the policy has not',
      status('resolved'),
      {
        code: 'unknown_status',
        given: 'resolved',
        allowed: ['investigating', 'identified', 'monitoring'],
      },
    ],
    ['the one it has', status('investigating'), { code: 'same', field: 'status' }],
    [
      'what somebody else changed meanwhile',
      status('monitoring', { expect: { status: 'identified' } }),
      { code: 'changed', field: 'status', now: 'investigating' },
    ],
    ['no reason', status('monitoring', { reason: '' }), { code: 'missing', field: 'reason' }],
  ])('is refused for %s', (_, command, refusal) => {
    expect(new Story().refuses(command)).toEqual(refusal);
  });

  test('of a resolved incident is refused: it would have to be reopened', () => {
    const story = new Story().does({ type: 'resolve', by: 'UADA', reason: 'ok' });
    expect(story.refuses(status('monitoring'))).toEqual({ code: 'ended', phase: 'resolved' });
  });
});

describe('changing the title', () => {
  test('needs no reason and renews all that bears it', () => {
    const story = new Story().does(title('Logins fail'));
    expect(story.incident.title).toBe('Logins fail');
    expect(story.renewed()).toEqual([
      'card',
      'topic',
      'purpose',
      'bookmark',
      'news',
      'home:UREPORTER',
    ]);
    expect(story.last?.data).toEqual({ from: 'API is down', to: 'Logins fail', reason: '' });
  });

  test.each<[string, Command, object]>([
    ['nothing', title(''), { code: 'missing', field: 'title' }],
    ['the same', title('API is down'), { code: 'same', field: 'title' }],
    ['151 characters', title('x'.repeat(151)), { code: 'too_long', field: 'title', max: 150 }],
    [
      'what somebody else changed meanwhile',
      title('Logins fail', { expect: { title: 'API' } }),
      { code: 'changed', field: 'title', now: 'API is down' },
    ],
  ])('is refused for %s', (_, command, refusal) => {
    expect(new Story().refuses(command)).toEqual(refusal);
  });
});

test('a note by somebody else does not make a form stale', () => {
  const story = new Story().does({ type: 'add_note', by: 'UBOB', kind: 'note', text: 'hm' });
  story.does(severity('sev2', { expect: { severity: 'sev1' } }));
  expect(story.incident.severity).toBe('sev2');
});
