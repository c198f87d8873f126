import type { TimelineRow } from '../../../src/incident/places.ts';
import { mostAddedTasks } from '../../../src/incident/tasks/limits.ts';
import { tasksOf } from '../../../src/incident/tasks/progress.ts';
import type {
  TasksCommand,
  TasksEntries,
  TasksRefusal,
} from '../../../src/incident/tasks/types.ts';
import { cardMessage } from '../../../src/views/card.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { factMessage } from '../../../src/views/facts.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import {
  addTaskModal,
  assignTaskModal,
  excuseModal,
  noteTaskModal,
  skipModal,
  startModal,
  tickModal,
  undoModal,
  untickModal,
} from '../../../src/views/tasks/forms.ts';
import { tasksMessage } from '../../../src/views/tasks/list.ts';
import { measuresMessage } from '../../../src/views/tasks/measures.ts';
import { runbookMessage, runbooksMessage } from '../../../src/views/tasks/runbook.ts';
import { taskMessage, whichTaskMessage } from '../../../src/views/tasks/task.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { minutesAfterNoon, Story } from '../../incident/story.ts';
import { tasksPolicy } from '../../support/tasks-policy.ts';
import type { Picture } from '../gallery.ts';
import { viewOf } from '../samples.ts';

/** Every view of tasks, runbooks and measures, with any text in the place of what people type. */

const [ada, ben] = ['UADA', 'UBEN'];

function closedStory(text: string): Story {
  const reason = text.slice(0, 300).trim() || 'x';
  return new Story({ kind: 'security', title: reason.slice(0, 60) }, tasksPolicy)
    .does({ type: 'add_task', by: ada, text: reason.slice(0, 150), userId: ben })
    .does({ type: 'resolve', by: ada, reason })
    .does({ type: 'close', by: ada, reason, anyway: true });
}

/** Much was done: by makers and checkers, watched, skipped, added, put in force. */
export function busyStory(text: string): Story {
  const said = text.slice(0, 300).trim() || 'x';
  const word = said.slice(0, 150).trim() || 'x';
  const story = new Story(
    { kind: 'security', title: word.slice(0, 60), summary: said },
    tasksPolicy,
  );
  const tick = (path: string, by: string) =>
    story.does({ type: 'tick_task', by, path, note: said });
  story.at(1).does({
    ...{ type: 'start_list', by: ada, list: 'takeover' },
    parameters: { user_id: word },
  });
  story.at(2).does({ type: 'add_task', by: ada, text: word, userId: ben });
  story.does({ type: 'assign_task', by: ada, path: 'containment.tell', userId: ben });
  tick('containment.freeze', ada);
  tick('takeover.page', ada);
  tick('containment.watch', ben);
  story.does({ type: 'skip_task', by: ben, path: 'containment.photo', reason: said });
  return story
    .at(9)
    .does({ type: 'change_kind', by: ada, kind: 'outage', reason: said })
    .does({ type: 'change_kind', by: ada, kind: 'security', reason: said });
}

export function tasksPictures(text = 'Call the bank'): Record<string, Picture> {
  const story = busyStory(text);
  const early = new Story(
    { kind: 'security', title: 'Sessions lost in redis', summary: text.slice(0, 300) },
    tasksPolicy,
  );
  return { ...messages(text, story, early), ...said(text, story), ...forms(story, text) };
}

function message(shows: Extract<Picture, { surface: 'message' }>['shows'] | null): Picture {
  if (!shows) throw new Error('there is no such task');
  return { surface: 'message', shows };
}

function messages(text: string, story: Story, early: Story): Record<string, Picture> {
  const view = viewOf(story);
  const looking = { viewer: ben, mine: false, page: 0 };
  const full = new Story({ kind: 'security' }, tasksPolicy);
  for (let i = 0; i < mostAddedTasks; i += 1) {
    full.does({ type: 'add_task', by: ada, text: text.slice(0, 150).trim() || 'x' });
  }
  const [takeover, redis] = tasksPolicy.runbooks;
  if (!takeover || !redis) throw new Error('the policy has two runbooks');
  return {
    'card, just declared': message(cardMessage(viewOf(early))),
    'card, much done': message(cardMessage(view)),
    'tasks, all': message(tasksMessage(view, looking)),
    'tasks, mine': message(tasksMessage(view, { ...looking, mine: true })),
    'tasks, none': message(tasksMessage(viewOf(new Story()), looking)),
    'tasks, after it was closed': message(tasksMessage(viewOf(closedStory(text)), looking)),
    'tasks, the first of pages': message(tasksMessage(viewOf(full), looking)),
    'tasks, past the last page': message(tasksMessage(viewOf(full), { ...looking, page: 9 })),
    ...Object.fromEntries(
      tasksOf(story.incident, tasksPolicy).map(({ path }) => [
        `task, ${path}`,
        message(taskMessage(view, path)),
      ]),
    ),
    'task, added': message(taskMessage(view, 'added.1')),
    'task, which': message(whichTaskMessage(view, text, tasksOf(story.incident, tasksPolicy))),
    'task, none like it': message(whichTaskMessage(view, text, [])),
    'runbook, started': message(runbookMessage(view, takeover, [redis])),
    'runbook, outside': message(runbookMessage({ ...view, incident: null }, takeover)),
    'runbooks, suggested': message(runbooksMessage(view, tasksPolicy.runbooks, '')),
    'runbooks, found': message(runbooksMessage(view, [redis], text)),
    'runbooks, none found': message(runbooksMessage(view, [], text)),
    'runbooks, none there': message(runbooksMessage(viewOf(new Story()), [], '')),
    measures: message(measuresMessage(view)),
    'measures, ended': message(
      measuresMessage(
        viewOf(
          busyStory(text).does({
            ...{ type: 'excuse_measure', by: ada, measure: 'maintenance' },
            reason: text.slice(0, 300).trim() || 'x',
          }),
        ),
      ),
    ),
  };
}

/** Facts, answers, refusals and lines of the timeline. */
function said(text: string, story: Story): Record<string, Picture> {
  const view = viewOf(story);
  const path = 'containment.watch';
  const facts = [
    { type: 'waits_over', paths: [path] },
    { type: 'waits_over', paths: [path, 'containment.freeze', 'added.1'] },
    { type: 'task_assigned', path: 'added.1', by: ada },
  ] as const;
  const room = { place: 'room' } as const;
  return {
    ...numbered('fact', facts, (fact) =>
      message(
        factMessage(
          view,
          { ...fact, ...('paths' in fact ? { paths: [...fact.paths] } : {}) } as never,
          room,
        ),
      ),
    ),
    ...numbered('done', commandsWith(text), (command) => message(doneMessage(view, command))),
    ...numbered('refusal', refusalsWith(text), (refusal) =>
      message(refusalMessage(tasksPolicy, refusal, story.incident)),
    ),
    timeline: message(timelineMessage(view, { rows: rowsWith(text), older: false, newer: false })),
  };
}

function numbered<T extends { type?: string; code?: string }>(
  what: string,
  list: readonly T[],
  draw: (each: T) => Picture,
): Record<string, Picture> {
  return Object.fromEntries(
    list.map((each, index) => [`${what} ${each.type ?? each.code} ${index}`, draw(each)]),
  );
}

function forms(story: Story, text: string): Record<string, Picture> {
  const view = viewOf(story);
  const watch = { arg: 'containment.watch@t', text };
  const modals = {
    'tick, early': tickModal(view, watch),
    'tick, with a number': tickModal(view, { arg: 'verification.count' }),
    skip: skipModal(view, watch),
    untick: untickModal(view, watch),
    assign: assignTaskModal(view, watch),
    note: noteTaskModal(view, watch),
    add: addTaskModal(view, { text }),
    start: startModal(view, { arg: 'takeover' }),
    undo: undoModal(view, { arg: 'maintenance', text }),
    excuse: excuseModal(view, { arg: 'maintenance', text }),
  };
  return Object.fromEntries(
    Object.entries(modals).map(([name, shows]) => [`form, ${name}`, { surface: 'modal', shows }]),
  );
}

function commandsWith(text: string): TasksCommand[] {
  const by = ada;
  return [
    { type: 'start_list', by, list: 'takeover', parameters: {} },
    { type: 'tick_task', by, path: 'containment.watch' },
    { type: 'tick_task', by, path: 'containment.freeze' },
    { type: 'tick_task', by, path: 'takeover.page' },
    { type: 'untick_task', by, path: 'takeover.page', reason: text },
    { type: 'skip_task', by, path: 'added.1', reason: text },
    { type: 'assign_task', by, path: 'added.1', userId: ben },
    { type: 'note_task', by, path: 'added.1', text },
    { type: 'add_task', by, text },
    { type: 'undo_measure', by, measure: 'maintenance', note: text },
    { type: 'excuse_measure', by, measure: 'maintenance', reason: text },
  ];
}

function refusalsWith(text: string): TasksRefusal[] {
  const path = 'containment.money';
  const at = minutesAfterNoon(60);
  return [
    { code: 'unknown_list', given: text },
    { code: 'list_started', list: 'takeover', since: at },
    { code: 'unknown_task', given: text },
    { code: 'task_forbidden', path },
    { code: 'task_settled', path, status: 'done', by: ben },
    { code: 'task_settled', path, status: 'done' },
    { code: 'task_settled', path, status: 'skipped', by: ben },
    { code: 'task_settled', path, status: 'not_needed' },
    { code: 'task_not_settled', path: 'added.1' },
    { code: 'task_first', path, first: 'containment.rotate' },
    { code: 'task_has_parts', path, next: 'verification.checks.login' },
    { code: 'task_waits', path, untilAt: at },
    { code: 'same_person', path, maker: ada },
    { code: 'value_needed', path, field: 'users_hit' },
    { code: 'too_many_tasks', max: mostAddedTasks },
    { code: 'unknown_measure', given: text },
    { code: 'measure_ended', measure: 'frozen', status: 'undone' },
    { code: 'measure_ended', measure: 'frozen', status: 'excused' },
    { code: 'measures_in_force', measures: ['frozen', 'maintenance'] },
  ];
}

/** One line of the timeline for each kind of entry, with all that may follow. */
function rowsWith(text: string): TimelineRow[] {
  const path = 'containment.watch';
  const tick = { path, note: text, untilAt: null, maker: null, early: false, text: '' };
  const data: TasksEntries = {
    start_list: {
      ...{ list: 'takeover', parameters: { user_id: text }, again: false },
      ...{ severity: 'sev1', kind: 'security' },
    },
    tick_task: { ...tick, outcome: 'done' },
    untick_task: { path, reason: text, text: '' },
    skip_task: { path, reason: text, text, isRequired: true },
    assign_task: { path, userId: ben, text: '' },
    note_task: { path, note: text, text: '' },
    add_task: { id: 1, text, userId: ben },
    undo_measure: { measure: 'frozen', note: text },
    excuse_measure: { measure: 'frozen', reason: text },
  };
  const also = [
    { type: 'list_started', list: 'containment' },
    { type: 'measure_in_force', measure: 'frozen' },
    { type: 'measure_undone', measure: 'frozen' },
    { type: 'task_reached', milestone: 'mitigated' },
    { type: 'task_written', task: 'containment.rotate' },
    { type: 'list_raised', severity: 'sev1' },
    { type: 'list_settled', kind: 'security' },
  ];
  const extra: [string, unknown][] = [
    ['start_list', { ...data.start_list, again: true, severity: null, kind: null }],
    ['task_wait_over', { fired: [{ kind: 'task_wait_over', dueAt: minutesAfterNoon(60) }] }],
    ['start_list', { ...data.start_list, parameters: {} }],
    ['tick_task', { ...tick, outcome: 'made' }],
    ['tick_task', { ...tick, outcome: 'waiting', untilAt: minutesAfterNoon(60) }],
    ['tick_task', { ...tick, outcome: 'done', early: true }],
    ['tick_task', { ...tick, outcome: 'done', maker: ben, note: '' }],
    ['skip_task', { ...data.skip_task, isRequired: false, reason: '' }],
    ['assign_task', { path, userId: ada, text: '' }],
    ['add_task', { id: 1, text, userId: null }],
    ['undo_measure', { measure: 'frozen', note: '', also }],
  ];
  return [...Object.entries(data), ...extra].map(([type, each], index) => ({
    ...{ seq: index + 1, at: minutesAfterNoon(index), type },
    actor: { kind: 'person', userId: ada },
    data: JSON.parse(JSON.stringify(each)),
  }));
}
