import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from '../../../src/incident/conditions.ts';
import { decide } from '../../../src/incident/decide.ts';
import { measuresInForce } from '../../../src/incident/tasks/measures.ts';
import {
  isSettled,
  listDone,
  openRequired,
  taskDone,
  tasksOf,
} from '../../../src/incident/tasks/progress.ts';
import { timersFor } from '../../../src/incident/timers.ts';
import type { Command, Incident } from '../../../src/incident/types.ts';
import { readState } from '../../../src/store/state.ts';
import { tasksPolicy } from '../../support/tasks-policy.ts';
import { minutesAfterNoon, Story } from '../story.ts';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const by = oneOf('U01AAAAAAAA', 'U02AAAAAAAA', 'U03AAAAAAAA');
const paths = tasksPolicy.checklists.flatMap(({ key, items }) =>
  items.flatMap((item) => [
    `${key}.${item.key}`,
    ...item.steps.map((part) => `${key}.${item.key}.${part.key}`),
  ]),
);
const runbookPaths = tasksPolicy.runbooks.flatMap(({ key, steps }) =>
  steps.map((step) => `${key}.${step.key}`),
);
const path = oneOf(...paths, ...paths, ...runbookPaths, 'added.1', 'added.2', 'x.y');
const text = oneOf('', 'because', '🔥'.repeat(300), '"'.repeat(300));
const list = oneOf('containment', 'verification', 'handover', 'takeover', 'redis', 'none');
const record = <T extends Command['type']>(type: T, rest: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ type: fc.constant(type), by, ...rest }) as unknown as fc.Arbitrary<Command>;

const fields = fc.option(fc.record({ users_hit: oneOf<string | number>('12', 3, 'many') }), {
  nil: undefined,
});
const anyCommand = fc.oneof(
  { weight: 8, arbitrary: record('tick_task', { path, note: text, fields }) },
  { weight: 2, arbitrary: record('untick_task', { path, reason: text }) },
  { weight: 3, arbitrary: record('skip_task', { path, reason: text }) },
  record('assign_task', { path, userId: by }),
  record('note_task', { path, text }),
  record('add_task', { text: oneOf('', 'Call', '🔥'.repeat(150)) }),
  record('start_list', { list, parameters: fc.constant({ user_id: '🔥'.repeat(300) }) }),
  record('undo_measure', { measure: oneOf('maintenance', 'frozen', 'x'), note: text }),
  record('excuse_measure', { measure: oneOf('maintenance', 'frozen', 'x'), reason: text }),
  record('change_kind', { kind: oneOf('security', 'outage'), reason: fc.constant('so') }),
  record('resolve', { reason: text }),
  record('close', { reason: text }),
  record('reopen', { reason: text }),
  record('cancel', { reason: text }),
);
const happening = fc.record({ after: oneOf(0, 1, 30, 61, 5000), command: anyCommand });

/** What must be so of any incident, whatever was done to its tasks. */
function expectSound(incident: Incident): void {
  const { state } = incident;
  const tasks = tasksOf(incident, tasksPolicy);
  for (const task of tasks) {
    const parts = tasks.filter(({ parent }) => parent === task.path);
    if (task.step.forbidden) expect(task.state).toBeUndefined();
    if (task.state?.status === 'done' && task.step.two_people) {
      expect(task.state.maker).toBeDefined();
      expect(task.state.maker).not.toBe(task.state.by);
    }
    if (task.state?.status === 'waiting') expect(task.state.untilAt).toBeInstanceOf(Date);
    if (task.hasParts && task.status === 'done' && !task.state) {
      expect(parts.some(({ status }) => status === 'done')).toBe(true);
    }
  }
  for (const key of Object.keys(state.lists)) {
    const open = openRequired(incident, tasksPolicy, key);
    expect(listDone(incident, tasksPolicy, key)).toBe(open.length === 0);
    expect(open.every((task) => !isSettled(task))).toBe(true);
  }
  for (const each of tasksPolicy.checklists) {
    const applies = !each.manual && holds(each.when, incident, tasksPolicy);
    if (applies && incident.closedAt === null) expect(state.lists).toHaveProperty(each.key);
  }
  if (incident.phase === 'closed') expect(measuresInForce(incident)).toEqual([]);
  expect(state.addedTasks.length).toBeLessThanOrEqual(40);
  expect(new Set(state.addedTasks.map(({ id }) => id)).size).toBe(state.addedTasks.length);
  const timers = timersFor(incident, tasksPolicy);
  expect(new Set(timers.map(({ key }) => key)).size).toBe(timers.length);
}

test('whatever is done to tasks, in whatever order, they stay sound', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      let { incident } = new Story({ kind: 'security' }, tasksPolicy);
      let minute = 0;
      for (const { after, command } of happenings) {
        minute += after;
        const now = minutesAfterNoon(minute);
        const due = timersFor(incident, tasksPolicy).filter(({ dueAt }) => dueAt <= now);
        const ticked = decide(
          incident,
          { type: 'fire_timers', keys: due.map(({ key }) => key) },
          tasksPolicy,
          now,
        );
        if (ticked.ok) incident = ticked.incident;
        expect(timersFor(incident, tasksPolicy).filter(({ dueAt }) => dueAt <= now)).toEqual([]);
        const decision = decide(incident, command, tasksPolicy, now);
        if (!decision.ok) continue;
        expectKept(incident, decision.incident, command);
        incident = decision.incident;
        expectSound(incident);
        expect(readState(JSON.parse(JSON.stringify(incident.state)), 1)).toEqual(incident.state);
      }
    }),
    { numRuns: 300 },
  );
});

/** Work that was done stays done until somebody says that it was not. */
function expectKept(before: Incident, after: Incident, command: Command): void {
  if (command.type === 'untick_task') return;
  for (const { path: each } of tasksOf(before, tasksPolicy)) {
    const was = Object.hasOwn(before.state.tasks, each) ? before.state.tasks[each] : undefined;
    if (was?.status !== 'done') continue;
    expect(taskDone(after, tasksPolicy, each)).toBe(true);
    expect(after.state.tasks[each]).toMatchObject({ by: was.by, at: was.at });
  }
  expect(Object.keys(after.state.lists).slice(0, Object.keys(before.state.lists).length)).toEqual(
    Object.keys(before.state.lists),
  );
}
