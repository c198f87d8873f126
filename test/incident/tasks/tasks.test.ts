import { describe, expect, test } from 'vitest';
import {
  listDone,
  openRequired,
  taskDone,
  taskSettled,
  tasksOf,
} from '../../../src/incident/tasks/progress.ts';
import type { Declare } from '../../../src/incident/types.ts';
import { tasksPolicy } from '../../support/tasks-policy.ts';
import { minutesAfterNoon, noon, Story } from '../story.ts';

const ada = 'UADA';
const bob = 'UBOB';

function told(changes: Partial<Declare> = {}): Story {
  return new Story({ kind: 'security', ...changes }, tasksPolicy);
}

function tick(story: Story, path: string, by = ada): Story {
  return story.does({ type: 'tick_task', by, path });
}

function statuses(story: Story): Record<string, string> {
  return Object.fromEntries(
    tasksOf(story.incident, tasksPolicy).map(({ path, status }) => [path, status]),
  );
}

function also(story: Story): unknown {
  return story.last?.data['also'];
}

describe('lists', () => {
  test('start by themselves once their condition holds, and not twice', () => {
    const story = told();
    expect(Object.keys(story.incident.state.lists)).toEqual(['containment']);
    expect(story.incident.state.lists['containment']).toEqual({
      at: noon,
      by: null,
      parameters: {},
    });
    expect(also(story)).toContainEqual({ type: 'list_started', list: 'containment' });
    story.does({ type: 'change_kind', by: ada, kind: 'outage', reason: 'no one is inside' });
    expect(Object.keys(story.incident.state.lists)).toEqual(['containment', 'verification']);
    story.does({ type: 'change_kind', by: ada, kind: 'security', reason: 'but there is' });
    expect(story.incident.state.lists['containment']?.at).toEqual(noon);
  });

  test('whose condition does not hold any more keep what was done and need no more', () => {
    const story = tick(told(), 'containment.rotate');
    story.does({ type: 'change_kind', by: ada, kind: 'outage', reason: 'no one is inside' });
    expect(statuses(story)).toMatchObject({
      'containment.rotate': 'done',
      'containment.freeze': 'not_needed',
      'containment.money': 'not_needed',
      'verification.count': 'open',
    });
    expect(openRequired(story.incident, tasksPolicy, 'containment')).toEqual([]);
    expect(listDone(story.incident, tasksPolicy, 'containment')).toBe(true);
    expect(story.refuses({ type: 'tick_task', by: ada, path: 'containment.watch' })).toMatchObject({
      code: 'task_settled',
      status: 'not_needed',
    });
  });

  test('that only people start wait for them, and a gate on them does too', () => {
    const story = told();
    expect(listDone(story.incident, tasksPolicy, 'handover')).toBe(false);
    story.at(3).does({ type: 'start_list', by: ada, list: 'handover', parameters: {} });
    expect(story.incident.state.lists['handover']).toMatchObject({
      by: ada,
      at: minutesAfterNoon(3),
    });
    tick(story, 'handover.write');
    expect(listDone(story.incident, tasksPolicy, 'handover')).toBe(true);
    expect(
      story.refuses({ type: 'start_list', by: bob, list: 'handover', parameters: {} }),
    ).toEqual({ code: 'list_started', list: 'handover', since: minutesAfterNoon(3) });
    expect(
      story.refuses({ type: 'start_list', by: bob, list: 'nonsense', parameters: {} }),
    ).toEqual({ code: 'unknown_list', given: 'nonsense' });
  });
});

describe('a runbook', () => {
  test('that is started raises the severity, says the kind and starts the lists of that kind', () => {
    const story = new Story({ severity: 'sev3', kind: 'outage' }, tasksPolicy);
    story.at(2).does({
      type: 'start_list',
      by: ada,
      list: 'takeover',
      parameters: { user_id: ' 4711 \n or so ', nonsense: 'x', region: '  ' },
    });
    const { severity, state } = story.incident;
    expect([severity, state.kind]).toEqual(['sev1', 'security']);
    expect(state.lists['takeover']?.parameters).toEqual({ user_id: '4711 or so' });
    expect(Object.keys(state.lists)).toEqual(['verification', 'takeover', 'containment']);
    expect(state.updates.nextDueAt).toEqual(minutesAfterNoon(30));
    expect(story.told()).toContainEqual({
      to: 'room',
      fact: {
        ...{ type: 'severity_changed', from: 'sev3', to: 'sev1', by: ada },
        reason: 'Account takeover',
      },
    });
    expect(story.last?.data).toMatchObject({ severity: 'sev1', kind: 'security', again: false });
  });

  test('never makes it less bad, and takes parameters later too', () => {
    const story = told({ severity: 'sev1' });
    story.does({ type: 'start_list', by: ada, list: 'takeover', parameters: {} });
    expect(story.last?.data).toMatchObject({ severity: null, kind: null });
    story.does({ type: 'start_list', by: bob, list: 'takeover', parameters: { region: 'eu' } });
    expect(story.incident.state.lists['takeover']).toMatchObject({
      by: ada,
      parameters: { region: 'eu' },
    });
    expect(story.last?.data).toMatchObject({ again: true, parameters: { region: 'eu' } });
  });

  test('goes on with another list when a step says so', () => {
    const story = told();
    story.does({ type: 'start_list', by: ada, list: 'takeover', parameters: {} });
    tick(story, 'takeover.go_on', bob);
    expect(story.incident.state.lists['handover']).toMatchObject({ by: bob });
    expect(also(story)).toContainEqual({ type: 'list_started', list: 'handover' });
  });
});

describe('a step', () => {
  test('is done once, says by whom and when, and can be opened again with a reason', () => {
    const story = tick(told().at(5), 'containment.rotate');
    expect(story.incident.state.tasks['containment.rotate']).toEqual({
      status: 'done',
      by: ada,
      at: minutesAfterNoon(5),
    });
    expect(taskDone(story.incident, tasksPolicy, 'containment.rotate')).toBe(true);
    expect(story.refuses({ type: 'tick_task', by: bob, path: 'containment.rotate' })).toEqual({
      code: 'task_settled',
      path: 'containment.rotate',
      status: 'done',
      by: ada,
    });
    const untick = { type: 'untick_task', by: bob, path: 'containment.rotate' } as const;
    expect(story.refuses({ ...untick, reason: ' ' })).toEqual({ code: 'missing', field: 'reason' });
    story.does({ ...untick, reason: 'the old ones still work' });
    expect(taskDone(story.incident, tasksPolicy, 'containment.rotate')).toBe(false);
    expect(story.refuses({ ...untick, reason: 'again' }).code).toBe('task_not_settled');
  });

  test('that must not be done is never done', () => {
    for (const type of ['tick_task', 'skip_task'] as const) {
      const refusal = told().refuses({ type, by: ada, path: 'containment.money', reason: 'x' });
      expect(refusal).toEqual({ code: 'task_forbidden', path: 'containment.money' });
    }
  });

  test('that people judge or may leave is passed over without a reason, all else needs one', () => {
    const story = told();
    for (const path of ['containment.tell', 'containment.photo']) {
      story.does({ type: 'skip_task', by: ada, path, reason: '' });
      expect(taskSettled(story.incident, tasksPolicy, path)).toBe(true);
      expect(taskDone(story.incident, tasksPolicy, path)).toBe(false);
    }
    const skip = { type: 'skip_task', by: ada, path: 'containment.rotate' } as const;
    expect(story.refuses({ ...skip, reason: '' })).toEqual({ code: 'missing', field: 'reason' });
    story.does({ ...skip, reason: 'they were never used' });
    expect(story.last?.data).toMatchObject({ isRequired: true, reason: 'they were never used' });
  });

  test('counts as open for its list until people judged, but not where it may be left', () => {
    const open = openRequired(told().incident, tasksPolicy, 'containment').map(({ path }) => path);
    expect(open).toEqual([
      'containment.rotate',
      'containment.freeze',
      'containment.watch',
      'containment.tell',
    ]);
  });

  test('of a maker and a checker takes two different people', () => {
    const story = tick(told(), 'containment.freeze');
    expect(statuses(story)['containment.freeze']).toBe('made');
    expect(story.incident.state.measures).toEqual({});
    expect(story.refuses({ type: 'tick_task', by: ada, path: 'containment.freeze' })).toEqual({
      code: 'same_person',
      path: 'containment.freeze',
      maker: ada,
    });
    tick(story.at(4), 'containment.freeze', bob);
    expect(story.incident.state.tasks['containment.freeze']).toMatchObject({
      status: 'done',
      by: bob,
      maker: ada,
    });
    expect(story.incident.state.measures['frozen']).toEqual({
      status: 'in_force',
      since: minutesAfterNoon(4),
      by: bob,
    });
  });

  test('that is watched tells when its time is over, once, and ends early only with a reason', () => {
    const story = tick(told(), 'containment.watch');
    expect(story.agenda()).toContain('task_wait_over+60');
    const early = { type: 'tick_task', by: bob, path: 'containment.watch' } as const;
    expect(story.at(10).refuses(early)).toEqual({
      code: 'task_waits',
      path: 'containment.watch',
      untilAt: minutesAfterNoon(60),
    });
    story.at(61).ticks();
    expect(story.told()).toContainEqual({
      to: 'room',
      fact: { type: 'waits_over', paths: ['containment.watch'] },
    });
    expect(story.agenda().join()).not.toContain('task_wait_over');
    tick(story, 'containment.watch', bob);
    expect(statuses(story)['containment.watch']).toBe('done');
    expect(story.last?.data).toMatchObject({ early: false });
    const other = tick(told(), 'containment.watch')
      .at(10)
      .does({ ...early, note: 'it was quiet' });
    expect(other.last?.data).toMatchObject({ early: true, note: 'it was quiet' });
    expect(other.agenda().join()).not.toContain('task_wait_over');
  });

  test('that asks for a field is done with its value, as the field wants it', () => {
    const story = new Story({ kind: 'outage' }, tasksPolicy);
    const path = 'verification.count';
    expect(story.refuses({ type: 'tick_task', by: ada, path })).toEqual({
      code: 'value_needed',
      path,
      field: 'users_hit',
    });
    const wrong = { type: 'tick_task', by: ada, path, fields: { users_hit: 'many' } } as const;
    expect(story.refuses(wrong)).toMatchObject({ code: 'field_value', field: 'users_hit' });
    story.does({ ...wrong, fields: { users_hit: '1,200', cause: 'deploy' } });
    expect(story.incident.state.fields).toEqual({ users_hit: 1200 });
  });

  test('in a strict list waits for those before it', () => {
    const story = new Story({ kind: 'outage' }, tasksPolicy);
    expect(
      story.refuses({ type: 'tick_task', by: ada, path: 'verification.checks.login' }),
    ).toEqual({
      code: 'task_first',
      path: 'verification.checks.login',
      first: 'verification.count',
    });
    story.does({
      ...{ type: 'tick_task', by: ada, path: 'verification.count' },
      fields: { users_hit: 3 },
    });
    tick(story, 'verification.checks.login');
    expect(story.refuses({ type: 'tick_task', by: ada, path: 'verification.open' })).toMatchObject({
      code: 'task_first',
      first: 'verification.checks.pay',
    });
  });

  test('with parts is done through them, and reaches its milestone then', () => {
    const story = new Story({ kind: 'outage' }, tasksPolicy);
    story.does({
      ...{ type: 'tick_task', by: ada, path: 'verification.count' },
      fields: { users_hit: 3 },
    });
    expect(story.refuses({ type: 'tick_task', by: ada, path: 'verification.checks' })).toEqual({
      code: 'task_has_parts',
      path: 'verification.checks',
      next: 'verification.checks.login',
    });
    tick(story, 'verification.checks.login');
    expect(story.incident.state.milestones['mitigated']).toBeUndefined();
    tick(story.at(7), 'verification.checks.pay', bob);
    expect(statuses(story)['verification.checks']).toBe('done');
    expect(story.incident.state.milestones['mitigated']).toEqual({
      at: minutesAfterNoon(7),
      by: bob,
      people: [bob],
      text: '',
    });
    expect(also(story)).toContainEqual({ type: 'task_reached', milestone: 'mitigated' });
  });

  test('is given to somebody, who is told, and can have a note', () => {
    const story = told();
    const path = 'containment.rotate';
    story.does({ type: 'assign_task', by: ada, path, userId: bob });
    expect(story.told()).toEqual([
      { to: `dm:${bob}`, fact: { type: 'task_assigned', path, by: ada } },
    ]);
    story.does({ type: 'assign_task', by: ada, path, userId: ada });
    expect(story.told()).toEqual([]);
    story.does({ type: 'note_task', by: bob, path, text: 'the vault is slow' });
    tick(story, path, bob);
    expect(story.incident.state.tasks[path]).toMatchObject({
      status: 'done',
      assignee: ada,
      note: 'the vault is slow',
    });
    const long = { type: 'note_task', by: bob, path, text: 'x'.repeat(301) } as const;
    expect(story.refuses(long)).toEqual({ code: 'too_long', field: 'text', max: 300 });
  });

  test('that nobody knows, or of a list that was not started, is none', () => {
    for (const path of ['handover.write', 'containment.nothing', 'x', 'added.7', '__proto__.x']) {
      expect(told().refuses({ type: 'tick_task', by: ada, path })).toEqual({
        code: 'unknown_task',
        given: path,
      });
    }
  });

  test('changes nothing any more once the incident is over', () => {
    const story = told().does({ type: 'cancel', by: ada, reason: 'a drill of others' });
    const over = { code: 'ended', phase: 'cancelled' };
    expect(story.refuses({ type: 'tick_task', by: ada, path: 'containment.rotate' })).toEqual(over);
    expect(story.refuses({ type: 'add_task', by: ada, text: 'x' })).toEqual(over);
  });
});

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
