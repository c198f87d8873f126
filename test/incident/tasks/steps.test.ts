import { describe, expect, test } from 'vitest';
import {
  openRequired,
  taskDone,
  taskSettled,
  tasksOf,
} from '../../../src/incident/tasks/progress.ts';
import type { Command } from '../../../src/incident/types.ts';
import { Postmortem } from '../../../src/policy/language/later.ts';
import { Step } from '../../../src/policy/language/lists.ts';
import { tasksPolicy } from '../../support/tasks-policy.ts';
import { minutesAfterNoon, Story } from '../story.ts';
import { ada, also, bob, statuses, tick, told } from './told.ts';

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

  test('of a maker and a checker is confirmed by nobody who pressed before it was made', () => {
    const story = tick(told(), 'containment.freeze');
    const press = { type: 'tick_task', by: bob, path: 'containment.freeze' } as const;
    expect(story.refuses({ ...press, was: 'open' })).toEqual({
      code: 'task_changed',
      path: 'containment.freeze',
      status: 'made',
      by: ada,
    });
    story.does({ ...press, was: 'made' });
    expect(statuses(story)['containment.freeze']).toBe('done');
    story.does({ ...press, type: 'untick_task', reason: 'not so' });
    expect(story.refuses({ ...press, was: 'made' }).code).toBe('task_changed');
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

  test('whose parts go in order is done in that order, while others need not wait', () => {
    const [checklist, ...others] = tasksPolicy.checklists;
    if (!checklist) throw new Error('no list');
    const part = (key: string) => ({ key, text: key });
    const enable = { ...part('enable'), strict: true, steps: ['kyc', 'unfreeze'].map(part) };
    const items = [part('verify'), enable].map((each) => Step.parse(each));
    const policy = { ...tasksPolicy, checklists: [{ ...checklist, items }, ...others] };
    const story = new Story({ kind: 'security' }, policy);
    const path = 'containment.enable.unfreeze';
    expect(story.refuses({ type: 'tick_task', by: ada, path })).toEqual({
      code: 'task_first',
      path,
      first: 'containment.enable.kyc',
    });
    tick(tick(story, 'containment.enable.kyc'), path);
    expect(taskDone(story.incident, policy, 'containment.enable')).toBe(true);
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

  test('that a section of the postmortem does is ticked by it, once', () => {
    const [list] = tasksPolicy.checklists;
    const items = ['timeline', 'cause', 'actions'].map((section) =>
      Step.parse({ key: section, text: section, section, reaches: `${section}_there` }),
    );
    const when = { phase: ['resolved' as const] };
    const sections = [
      { key: 'timeline', name: 'Timeline', from: 'milestones' },
      { key: 'cause', name: 'Cause' },
      { key: 'actions', name: 'Action items', from: 'action_items' },
    ];
    const policy = {
      ...tasksPolicy,
      checklists: list ? [{ ...list, key: 'review', when, items }] : [],
      postmortem: Postmortem.parse({ sections }),
    };
    const story = new Story({ kind: 'outage' }, policy);
    const now = () =>
      Object.fromEntries(tasksOf(story.incident, policy).map(({ path, status }) => [path, status]));
    story.at(5).does({ type: 'resolve', by: ada, reason: 'It works' });
    // What Muster fills in stands there from the beginning.
    expect(now()).toMatchObject({ 'review.timeline': 'done', 'review.cause': 'open' });
    expect(also(story)).toContainEqual({ type: 'task_written', task: 'review.timeline' });
    const write = (lines: string[]) =>
      story.does({ type: 'add_to_section', by: bob, key: 'cause', lines });
    write(['The pool was full']);
    expect(also(story)).toEqual([
      { type: 'task_written', task: 'review.cause' },
      { type: 'task_reached', milestone: 'cause_there' },
    ]);
    // Whoever takes the tick off means it.
    story.does({ type: 'untick_task', by: ada, path: 'review.cause', reason: 'Not all of it' });
    write(['And nobody looked']);
    expect(now()).toMatchObject({ 'review.cause': 'open', 'review.actions': 'open' });
    story.does({
      ...{ type: 'add_action_item', by: ada, text: 'Add an alert', owner: bob },
      ...{ due: null, priority: null, kind: null },
    } as Command);
    expect(now()['review.actions']).toBe('done');
  });

  test('is given to somebody, who is told, and can have a note', () => {
    const story = told();
    const path = 'containment.rotate';
    story.does({ type: 'assign_task', by: ada, path, userId: bob });
    expect(story.told()).toEqual([
      { to: `dm:${bob}`, fact: { type: 'task_assigned', path, by: ada } },
    ]);
    expect(story.renewed()).toContain(`invite:${bob}`);
    expect(story.participants).toEqual({ joined: [bob] });
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
