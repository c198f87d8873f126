import { describe, expect, test } from 'vitest';
import { declare } from '../../src/incident/declare.ts';
import type { Declare, MessageRef } from '../../src/incident/types.ts';
import { defaultPolicy, minutesAfterNoon, noon, outage, Story } from './story.ts';

const message: MessageRef = {
  channelId: 'C1',
  ts: '1.1',
  authorId: 'UCUSTOMER',
  permalink: 'https://example.com/p1',
  text: 'I cannot log in',
};

function refusalOf(changes: Partial<Declare>) {
  const decision = declare({ ...outage, ...changes }, defaultPolicy, noon);
  return decision.ok ? null : decision.refusal;
}

describe('declaring', () => {
  test('starts in the first status, with nobody commanding and the first update promised', () => {
    const { incident } = new Story();
    expect(incident).toMatchObject({
      title: 'API is down',
      status: 'investigating',
      phase: 'active',
      declaredBy: 'UREPORTER',
      declaredAt: noon,
      version: 1,
      state: {
        roles: {},
        commanderlessSince: noon,
        updates: { nextDueAt: minutesAfterNoon(30), promisedAt: noon },
      },
    });
  });

  test('makes the room with all that is in it, tells the others, and invites by policy', () => {
    const story = new Story();
    expect(story.renewed()).toEqual([
      'room',
      'topic',
      'purpose',
      'card',
      'pin',
      'bookmark',
      'invite:UREPORTER,@sre',
      'news',
      'home:UREPORTER',
    ]);
    expect(story.told()).toEqual([]);
    expect(story.participants).toEqual({ joined: ['UREPORTER'] });
  });

  test('invites nobody twice', () => {
    const policy = { ...defaultPolicy, invite: { always: ['@sre', '@duty'] } };
    expect(new Story({}, policy).renewed()).toContain('invite:UREPORTER,@sre,@duty');
  });

  test('promises no update where the severity has no cadence', () => {
    const { incident } = new Story({ severity: 'sev4' });
    expect(incident.state.updates).toMatchObject({ nextDueAt: null, promisedAt: null });
  });

  test('from a message leaves a word in its thread and keeps the message', () => {
    const story = new Story({ origin: message });
    expect(story.told()).toEqual([
      { to: 'origin', fact: { type: 'declared_from_message', by: 'UREPORTER' } },
    ]);
    expect(story.incident.state.origin).toEqual(message);
    expect(story.last).toMatchObject({ type: 'declare', data: { origin: message } });
  });

  test('in private tells nobody and invites only who declared', () => {
    const story = new Story({ isPrivate: true, origin: message });
    expect(story.told()).toEqual([]);
    expect(story.renewed()).not.toContain('news');
    expect(story.renewed()).toContain('invite:UREPORTER');
  });

  test('writes texts in full into the timeline, and excerpts into the state', () => {
    const summary = 'x'.repeat(2000);
    const story = new Story({ summary });
    expect(story.last?.data['summary']).toBe(summary);
    expect(story.incident.state.summary).toMatch(/^x{1000,1499}…$/);
  });

  test.each<[string, Partial<Declare>, object]>([
    ['a title of spaces', { title: ' \u200D' }, { code: 'missing', field: 'title' }],
    [
      'a title of 151 emoji',
      { title: '🔥'.repeat(151) },
      { code: 'too_long', field: 'title', max: 150 },
    ],
    [
      'a summary of 2001 characters',
      { summary: 'x'.repeat(2001) },
      { code: 'too_long', field: 'summary', max: 2000 },
    ],
    [
      'a severity that the policy has not',
      { severity: 'sev9' },
      { code: 'unknown_severity', given: 'sev9', allowed: ['sev1', 'sev2', 'sev3', 'sev4'] },
    ],
  ])('refuses %s', (_, changes, refusal) => {
    expect(refusalOf(changes)).toEqual(refusal);
  });

  test('takes a title of 150 emoji, and no summary', () => {
    expect(refusalOf({ title: '🔥'.repeat(150), summary: '' })).toBeNull();
  });
});
