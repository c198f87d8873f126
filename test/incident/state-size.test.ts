import { expect, test } from 'vitest';
import { steps } from '../../src/incident/steps.ts';
import { limits } from '../../src/incident/text.ts';
import { defaultPolicy, Story } from './story.ts';

/** As much of everything as the policy language and the limits allow: 15 roles, 40 people, 40 letters a key. */
const crowded = {
  ...defaultPolicy,
  roles: Array.from({ length: 15 }, (_, index) => ({
    key: `role_number_${index}`.padEnd(40, 'x'),
    name: `Role ${index}`,
    aliases: [],
    max: index < 5 ? 6 : 1,
    duties: [],
    min: 0,
    needed: {},
    may_hold: [],
    not_with: [],
    takes_along: [],
  })),
  updates: { ...defaultPolicy.updates, overdue_every_minutes: 1, overdue_reminders: 20 },
};

test.each([
  ['quotation marks, which JSON doubles', '"'],
  ['emoji of four bytes', '🔥'],
])('the fullest state stays under 32 kB, filled with %s', (_, char) => {
  const long = (codePoints: number) => char.repeat(codePoints);
  const origin = {
    channelId: 'C0123456789',
    ts: '1772452800.000100',
    authorId: 'U0123456789',
    permalink: `https://example.slack.com/archives/C0123456789/p1772452800000100${'?'.repeat(100)}`,
    text: long(10_000),
  };
  const story = new Story({ summary: long(limits.summary), origin }, crowded);
  let people = 0;
  const somebody = () => `U${String(people++).padStart(10, '0')}`;
  story.at(16).ticks();
  for (const { key: role, max } of crowded.roles) {
    if (role === crowded.roles[0]?.key) continue;
    const first = somebody();
    story.does({ type: 'take_role', by: first, role });
    for (let i = 1; i < max; i += 1) story.does({ type: 'take_role', by: somebody(), role });
    story.does({ type: 'offer_handover', by: first, role, to: 'U9999999999' });
  }
  const words = long(limits.update);
  story.does({ type: 'post_update', by: somebody(), know: words, doing: words, need: words });
  story.does({ type: 'snooze_update', by: somebody(), minutes: 1, reason: long(limits.reason) });
  for (const step of steps) story.does({ type: 'step_failed', step, error: long(500) });
  for (let minute = 40; minute < 70; minute += 1) story.at(minute).ticks();
  const { state } = story.incident;
  expect(Object.keys(state.fired).length).toBeGreaterThan(20);
  expect(Object.keys(state.offers).length).toBe(14);
  const bytes = Buffer.byteLength(JSON.stringify(state));
  expect(bytes).toBeGreaterThan(12_000);
  expect(bytes).toBeLessThanOrEqual(32_768);
});
