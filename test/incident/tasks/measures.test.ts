import { describe, expect, test } from 'vitest';
import { tasksPolicy } from '../../support/tasks-policy.ts';
import { minutesAfterNoon, noon, Story } from '../story.ts';
import { ada, also, bob, tick, told } from './told.ts';

describe('tasks that people add', () => {
  test('are done, assigned, dropped and opened again like others', () => {
    const story = told().does({ type: 'add_task', by: ada, text: 'Call the bank', userId: bob });
    expect(story.told()).toEqual([
      { to: `dm:${bob}`, fact: { type: 'task_assigned', path: 'added.1', by: ada } },
    ]);
    story.does({ type: 'add_task', by: ada, text: 'Write it down' });
    tick(story.at(2), 'added.1', bob);
    expect(story.incident.state.addedTasks[0]).toMatchObject({ doneAt: minutesAfterNoon(2) });
    story.does({ type: 'untick_task', by: ada, path: 'added.1', reason: 'they hung up' });
    story.does({ type: 'skip_task', by: ada, path: 'added.2', reason: 'nobody reads it' });
    expect(story.incident.state.addedTasks).toMatchObject([{ id: 1, doneAt: null }]);
    story.does({ type: 'add_task', by: ada, text: 'Another' });
    expect(story.incident.state.addedTasks.map(({ id }) => id)).toEqual([1, 2]);
  });

  test('are forty at most', () => {
    const story = told();
    for (let i = 0; i < 40; i += 1) story.does({ type: 'add_task', by: ada, text: `Task ${i}` });
    expect(story.refuses({ type: 'add_task', by: ada, text: 'One more' })).toEqual({
      code: 'too_many_tasks',
      max: 40,
    });
  });
});

describe('a measure', () => {
  const frozen = () =>
    tick(tick(told(), 'containment.freeze'), 'containment.freeze', bob).does({
      ...{ type: 'resolve', by: ada, reason: 'the door is shut' },
    });

  test('in force does not stop resolving, but closing', () => {
    const story = frozen();
    const close = { type: 'close', by: ada, reason: 'all is well' } as const;
    expect(story.refuses(close)).toEqual({ code: 'measures_in_force', measures: ['frozen'] });
    story.at(9).does({ type: 'undo_measure', by: bob, measure: 'frozen', note: 'one by one' });
    expect(story.incident.state.measures['frozen']).toEqual({
      ...{ status: 'undone', by: bob, note: 'one by one' },
      since: noon,
      endedAt: minutesAfterNoon(9),
    });
    story.does(close);
    expect(story.incident.phase).toBe('closed');
  });

  test('may stay with a reason', () => {
    const story = frozen();
    const excuse = { type: 'excuse_measure', by: ada, measure: 'frozen' } as const;
    expect(story.refuses({ ...excuse, reason: '' })).toEqual({ code: 'missing', field: 'reason' });
    story.does({ ...excuse, reason: 'the court wants it' });
    story.does({ type: 'close', by: ada, reason: 'all is well' });
    expect(story.refuses({ ...excuse, reason: 'again' }).code).toBe('ended');
  });

  test('is undone by the step that says so, and that alone does not put it in force again', () => {
    const story = new Story({ kind: 'outage' }, tasksPolicy);
    story.does({ type: 'start_list', by: ada, list: 'takeover', parameters: {} });
    tick(story, 'takeover.page');
    expect(story.incident.state.measures['maintenance']?.status).toBe('in_force');
    story.does({ type: 'change_kind', by: ada, kind: 'outage', reason: 'no one is inside' });
    story.does({
      ...{ type: 'tick_task', by: ada, path: 'verification.count' },
      fields: { users_hit: 3 },
    });
    tick(tick(story, 'verification.checks.login'), 'verification.checks.pay');
    tick(story, 'verification.open', bob);
    expect(story.incident.state.measures['maintenance']).toMatchObject({
      status: 'undone',
      by: bob,
    });
    expect(also(story)).toContainEqual({ type: 'measure_undone', measure: 'maintenance' });
    story.does({ type: 'note_task', by: ada, path: 'takeover.page', text: 'it is off' });
    expect(story.incident.state.measures['maintenance']?.status).toBe('undone');
    const again = { type: 'undo_measure', by: ada, measure: 'maintenance', note: '' } as const;
    expect(story.refuses(again)).toEqual({
      code: 'measure_ended',
      measure: 'maintenance',
      status: 'undone',
    });
    expect(story.refuses({ ...again, measure: 'frozen' }).code).toBe('unknown_measure');
  });
});
