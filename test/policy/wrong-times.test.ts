import { expect, test } from 'vitest';
import { faultsOfChanged, warningsOfChanged } from './good-policy.ts';

/** What is said of time and cannot be kept, or leads nowhere. */

const ladder =
  'escalation: [{ key: l, name: L, levels: [{ name: A, to: [U0ANN] }, { name: B, to: [U0BOB] }] }]';

test.each([
  [
    'steps of a cadence that come again',
    'cadences: [{ key: c, steps: [{ every_minutes: 5, until_minutes: 60 }, { every_minutes: 9, until_minutes: 60 }] }]',
    /cadences\[0\]\.steps\[1\]\.until_minutes: is 60, and the step before goes on until 60/,
  ],
  [
    'a step behind one that goes on for ever',
    'cadences: [{ key: c, steps: [{ every_minutes: 5 }, { every_minutes: 9 }] }]',
    /cadences\[0\]\.steps\[0\]: goes on for ever/,
  ],
  [
    'a clock that ends before it begins',
    'clocks: [{ key: c, name: C, of: resolved, within_minutes: 5, until: { milestone: mitigated } }]',
    /clocks\[0\]\.until\.milestone: is reached when the clock begins \(of: resolved\)/,
  ],
  [
    'a clock that tells nobody of a team without members',
    "clocks: [{ key: c, name: C, within_minutes: 5, until: { update: posted }, tells: ['team:t'] }]\ndirectory: { teams: [{ key: t, name: T }] }",
    /clocks\[0\]\.tells: reaches nobody: team:t has no members/,
  ],
  [
    'a deputy who is the commander',
    'presence: { ask_after_minutes: 30, deputy: commander }',
    /presence\.deputy: is commander, who is the one that was silent/,
  ],
  [
    'something that happens in a drill that is over',
    'drills: [{ key: d, name: D, type: tabletop, lasts_minutes: 60, injects: [{ key: i, after_minutes: 60, text: T }] }]',
    /drills\[0\]\.injects\[0\]\.after_minutes: is 60, and the drill ends after 60/,
  ],
  [
    'a report to nobody',
    "reports: [{ key: r, name: R, every: month, to: ['team:t'] }]\ndirectory: { teams: [{ key: t, name: T }] }",
    /reports\[0\]\.to: reaches nobody: team:t has no members/,
  ],
])('%s', (_, added, told) => {
  expect(faultsOfChanged(`${added}\n`).join('\n')).toMatch(told);
});

test.each([
  [
    'a cadence behind one that always holds',
    'cadences: [{ key: a, steps: [{ every_minutes: 5 }] }, { key: b, when: { phase: [active] }, steps: [{ every_minutes: 9 }] }]',
    /cadences\[1\]: never counts: the first that holds does, and a holds whenever this one does/,
  ],
  [
    'a clock of a checklist that never applies with it',
    'kinds: [{ key: a, name: A, meaning: A }, { key: b, name: B, meaning: B }]\nchecklists: [{ key: l, name: L, when: { kind: [a] }, items: [{ key: x, text: X }] }]\nclocks: [{ key: c, name: C, when: { kind: [b] }, within_minutes: 5, until: { item: l.x } }]',
    /clocks\[0\]\.until\.item: l never applies where this clock runs/,
  ],
  [
    'a clock that leads to a ladder without times',
    `${ladder}\nclocks: [{ key: c, name: C, within_minutes: 5, until: { update: posted }, escalates: l }]`,
    /clocks\[0\]\.escalates: l has no after_minutes: only its first level is paged/,
  ],
  [
    'a commander who is never asked',
    `${ladder}\npresence: { escalates: l }`,
    /presence\.escalates: is never asked: say after how long/,
  ],
])('%s', (_, added, told) => {
  expect(warningsOfChanged(`${added}\n`).join('\n')).toMatch(told);
});

test('what is fine is not warned of', () => {
  const fine = `cadences: [{ key: a, when: { severity: [sev1] }, steps: [{ every_minutes: 5, until_minutes: 60 }, { every_minutes: 9 }] }, { key: b, steps: [{ every_minutes: 9 }] }]
presence: { ask_after_minutes: 30 }
clocks: [{ key: c, name: C, within_minutes: 5, until: { milestone: mitigated } }]
`;
  expect(warningsOfChanged(fine)).toEqual([]);
});
