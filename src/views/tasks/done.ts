import { isAdded } from '../../incident/tasks/added.ts';
import { listDone, taskAt } from '../../incident/tasks/progress.ts';
import type { TasksCommand } from '../../incident/tasks/types.ts';
import type { ViewContext } from '../context.ts';
import type { DoneViews } from '../done.ts';
import { join, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { listName, measureName, taskText } from './names.ts';
import { nextOf } from './next.ts';

export const tasksDone: DoneViews<TasksCommand> = {
  start_list: ({ incident, policy }, { list }) =>
    join(
      [
        say(policy, 'done.start_list', { list: listName(policy, list), number: incident.number }),
        ...nextLine({ incident, policy }, list),
      ],
      ' ',
    ),
  tick_task: (view, { path }) => tickedText(view, path),
  untick_task: (view, { path }) => about(view, 'done.untick_task', path),
  skip_task: (view, { path }) =>
    join([about(view, 'done.skip_task', path), ...afterwards(view, path)], ' '),
  assign_task: (view, { path, userId }) =>
    say(view.policy, 'done.assign_task', {
      who: mention(userId),
      step: taskText(view.incident, view.policy, path),
    }),
  note_task: (view, { path }) => about(view, 'done.note_task', path),
  add_task: ({ policy }, { text }) => say(policy, 'done.add_task', { step: oneLine(text) }),
  undo_measure: ({ policy }, { measure }) =>
    say(policy, 'done.undo_measure', { measure: measureName(policy, measure) }),
  excuse_measure: ({ policy }, { measure }) =>
    say(policy, 'done.excuse_measure', { measure: measureName(policy, measure) }),
};

function tickedText(view: ViewContext, path: string): Mrkdwn {
  const { incident, policy } = view;
  const state = isAdded(path) ? undefined : taskAt(incident, policy, path)?.state;
  const step = taskText(incident, policy, path);
  if (state?.status === 'made') return say(policy, 'done.tick_made', { step });
  if (state?.status === 'waiting' && state.untilAt) {
    return say(policy, 'done.tick_waits', { step, at: when(state.untilAt) });
  }
  return join([say(policy, 'done.tick_task', { step }), ...afterwards(view, path)], ' ');
}

/** What comes next in the list, or that it is done. */
function afterwards(view: Pick<ViewContext, 'incident' | 'policy'>, path: string): Mrkdwn[] {
  if (isAdded(path)) return [];
  return nextLine(view, path.split('.')[0] ?? '');
}

function nextLine(
  { incident, policy }: Pick<ViewContext, 'incident' | 'policy'>,
  list: string,
): Mrkdwn[] {
  const next = nextOf(incident, policy, list);
  if (next) {
    return [say(policy, 'done.next', { step: taskText(incident, policy, next.path) })];
  }
  if (!listDone(incident, policy, list)) return [];
  return [say(policy, 'done.list_done', { list: listName(policy, list) })];
}

function about(
  { incident, policy }: ViewContext,
  key: 'done.untick_task' | 'done.skip_task' | 'done.note_task',
  path: string,
): Mrkdwn {
  return say(policy, key, { step: taskText(incident, policy, path) });
}
