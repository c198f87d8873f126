import { describe, expect, test } from 'vitest';
import { listDone, openRequired, tasksOf } from '../../../src/incident/tasks/progress.ts';
import { tasksPolicy } from '../../support/tasks-policy.ts';
import { minutesAfterNoon, noon, Story } from '../story.ts';
import { ada, also, bob, statuses, tick, told } from './told.ts';

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
    // What a list comes to is worked out once for an incident as it stands.
    const [task] = tasksOf(story.incident, tasksPolicy);
    expect(tasksOf(story.incident, tasksPolicy)[0]).toBe(task);
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
