import { expect, test } from 'vitest';
import { steps } from '../../src/incident/steps.ts';
import { mostAddedTasks, taskLimits } from '../../src/incident/tasks/limits.ts';
import { tasksOf } from '../../src/incident/tasks/progress.ts';
import { limits } from '../../src/incident/text.ts';
import { Checklist, Measure } from '../../src/policy/language/lists.ts';
import { Role } from '../../src/policy/language/roles.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { tasksPolicy } from '../support/tasks-policy.ts';
import { defaultPolicy, Story } from './story.ts';

/** As much of everything as the policy language and the limits allow: 15 roles, 40 people, 40 letters a key. */
const crowded: Policy = {
  ...defaultPolicy,
  roles: Array.from({ length: 15 }, (_, index) =>
    Role.parse({
      key: `role_number_${index}`.padEnd(40, 'x'),
      name: `Role ${index}`,
      max: index < 5 ? 6 : 1,
    }),
  ),
  updates: { ...defaultPolicy.updates, overdue_every_minutes: 1, overdue_reminders: 20 },
  presence: { ...defaultPolicy.presence, handover_within_minutes: 1440 },
};

/** Five lists of fourteen steps are what the longest processes we know of ask for at once. */
const laborious: Policy = {
  ...tasksPolicy,
  measures: Array.from({ length: 10 }, (_, index) =>
    Measure.parse({ key: `measure_number_${index}`, name: 'In force', undo: 'Undo it' }),
  ),
  checklists: Array.from({ length: 5 }, (_, list) =>
    Checklist.parse({
      key: `checklist_${list}`,
      name: `Checklist ${list}`,
      items: Array.from({ length: 14 }, (_, item) => ({
        key: `item_number_${item}`,
        text: `Step ${item}`,
        two_people: item > 6,
        ...(item < 2 ? { puts_in_force: `measure_number_${list * 2 + item}` } : {}),
      })),
    }),
  ),
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

test.each([
  ['quotation marks, which JSON doubles', '"'],
  ['emoji of four bytes', '🔥'],
])(
  'all tasks of five long lists and forty more stay under 32 kB, with %s in the notes',
  (_, char) => {
    const long = (codePoints: number) => char.repeat(codePoints);
    const [maker, checker] = ['U0123456789', 'U9876543210'];
    const story = new Story({ summary: long(limits.summary) }, laborious);
    for (let i = 0; i < mostAddedTasks; i += 1) {
      story.does({ type: 'add_task', by: maker, text: long(taskLimits.text), userId: checker });
    }
    for (const { path, step } of tasksOf(story.incident, laborious)) {
      story.does({ type: 'assign_task', by: maker, path, userId: checker });
      story.does({ type: 'tick_task', by: maker, path, note: long(taskLimits.note) });
      if (step.two_people) story.does({ type: 'tick_task', by: checker, path });
    }
    for (const { key: measure } of laborious.measures) {
      story.does({ type: 'excuse_measure', by: maker, measure, reason: long(limits.reason) });
    }
    for (const { key: list } of laborious.runbooks) {
      const parameters = {
        user_id: long(taskLimits.parameter),
        region: long(taskLimits.parameter),
      };
      story.does({ type: 'start_list', by: maker, list, parameters });
    }
    const { state } = story.incident;
    expect(Object.values(state.tasks).every(({ status }) => status === 'done')).toBe(true);
    expect(Object.values(state.tasks).some(({ note }) => note !== undefined)).toBe(true);
    const bytes = Buffer.byteLength(JSON.stringify(state));
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThanOrEqual(32_768);
  },
);
