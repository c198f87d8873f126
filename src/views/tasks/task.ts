import type { Button, KnownBlock } from '@slack/types';
import { isDropped } from '../../incident/lookup.ts';
import { addedAt, isAdded } from '../../incident/tasks/added.ts';
import { listOf } from '../../incident/tasks/lists.ts';
import { isSettled, type Task, taskAt, tasksIn } from '../../incident/tasks/progress.ts';
import type { AddedTask } from '../../incident/tasks/types.ts';
import { writeAbout } from '../action-items/about.ts';
import { actions, button, context, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { join, linkTo, type Mrkdwn, mention, oneLine, prose, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { dotted, tickButton } from './card.ts';
import { codeBlock, filledCommand } from './command-text.ts';
import { details, forbiddenRow, stateText } from './list.ts';
import { listName, measureName } from './names.ts';
import { type Where, whereText } from './where.ts';

/** One task with all there is to know, and all that can be done with it. Null where there is none. */
export function taskMessage(
  view: ViewContext,
  path: string,
  said: KnownBlock[] = [],
): Message | null {
  const { incident, policy } = view;
  if (isAdded(path)) {
    const task = addedAt(incident.state.addedTasks, path);
    return task ? addedMessage(view, task, said) : null;
  }
  const task = taskAt(incident, policy, path);
  if (!task) return null;
  const title = say(policy, 'task.title', { step: oneLine(task.step.text) });
  return message(title, [
    ...said,
    section(join([title, about(view, task)])),
    ...(task.status === 'forbidden' ? [forbiddenRow(view, task)] : body(view, task)),
    ...parts(view, task),
    ...standing(view, task),
    actions(buttons(view, task)),
  ]);
}

function about(view: ViewContext, task: Task): Mrkdwn {
  const { incident, policy } = view;
  const list = listName(policy, task.list);
  return dotted([
    say(policy, 'task.of', { list, number: incident.number }),
    ...details(view, task),
  ]);
}

function body({ incident, policy }: ViewContext, { step, list }: Task): KnownBlock[] {
  const says = [
    ...(step.puts_in_force
      ? [say(policy, 'task.puts_in_force', { measure: measureName(policy, step.puts_in_force) })]
      : []),
    ...(step.undoes
      ? [say(policy, 'task.undoes', { measure: measureName(policy, step.undoes) })]
      : []),
    ...(step.link ? [linkTo(step.link, say(policy, 'task.link'))] : []),
  ];
  return [
    ...(step.detail ? [section(prose(step.detail))] : []),
    ...(step.caution
      ? [section(say(policy, 'task.caution', { caution: prose(step.caution) }))]
      : []),
    ...(step.command ? [section(codeBlock(filledCommand(step.command, list, incident)))] : []),
    ...(says.length > 0 ? [context(...says)] : []),
  ];
}

function parts(view: ViewContext, task: Task): KnownBlock[] {
  const { incident, policy } = view;
  const list = listOf(policy, task.list);
  const own = list
    ? tasksIn(incident, policy, list).filter(({ parent }) => parent === task.path)
    : [];
  if (own.length === 0) return [];
  return [
    context(say(policy, 'task.parts')),
    ...own.map((part) => {
      if (part.status === 'forbidden') return forbiddenRow(view, part);
      if (isSettled(part)) {
        const key = part.status === 'done' ? 'tasks.done' : 'tasks.skipped';
        return context(say(policy, key, { step: oneLine(part.step.text) }));
      }
      const open = button(
        'task',
        sayPlain(policy, 'button.task'),
        { incident: incident.id, arg: part.path },
        { suffix: part.path },
      );
      return section(stateText(view, part, false), { accessory: open });
    }),
  ];
}

/** What became of it so far. */
function standing({ policy, now }: ViewContext, { state, status }: Task): KnownBlock[] {
  if (status === 'not_needed') return [context(say(policy, 'task.not_needed'))];
  if (!state) return [];
  const values = { by: mention(state.by), at: when(state.at) };
  const until = state.untilAt ?? state.at;
  const lines: Partial<Record<Task['status'], () => Mrkdwn>> = {
    done: () =>
      state.maker
        ? say(policy, 'task.checked', { ...values, maker: mention(state.maker) })
        : say(policy, 'task.done', values),
    skipped: () => say(policy, 'task.skipped', values),
    made: () => say(policy, 'task.made', values),
    waiting: () =>
      say(policy, until > now ? 'task.waiting' : 'task.wait_over', { at: when(until) }),
  };
  const line = lines[status]?.();
  const note = state.note ? [say(policy, 'task.note', { note: prose(state.note) })] : [];
  const texts = [...(line ? [line] : []), ...note];
  return texts.length > 0 ? [context(...texts)] : [];
}

function buttons(view: ViewContext, task: Task): Button[] {
  const { incident, policy } = view;
  if (isDropped(incident.phase)) return [];
  const where: Where = { path: task.path, alone: true };
  const value = { incident: incident.id, arg: whereText(where) };
  const does = (word: Parameters<typeof button>[0], key: Parameters<typeof sayPlain>[1]) =>
    button(word, sayPlain(policy, key as 'button.skip'), value, { suffix: task.path });
  const isOpen = !isSettled(task);
  const touched = task.state !== undefined && task.state.status !== 'open';
  return [
    ...(isOpen && !task.hasParts ? [tickButton(view, where, task)] : []),
    ...(isOpen ? [does('skip_task', 'button.skip'), ...assignButtons(view, task, value)] : []),
    ...(isOpen ? [toActionItem(view, task.path, task.step.text)] : []),
    ...(task.status === 'forbidden' || task.status === 'not_needed'
      ? []
      : [does('note_task', 'button.note_task')]),
    ...(touched ? [does('untick_task', 'button.untick')] : []),
    ...parameterButton(view, task),
    button('tasks', sayPlain(policy, 'button.all_tasks'), { incident: incident.id }),
  ];
}

function assignButtons({ policy }: ViewContext, { path, state }: Task, value: Value): Button[] {
  const assign = button('assign_task', sayPlain(policy, 'button.assign_task'), value, {
    suffix: path,
  });
  if (state?.assignee) return [assign];
  const own = button(
    'assign_task',
    sayPlain(policy, 'button.mine_task'),
    { ...value, yes: true },
    { suffix: `me:${path}` },
  );
  return [own, assign];
}

/** What is not done now is owed by somebody, by a day. */
function toActionItem({ incident, policy }: ViewContext, path: string, text: string): Button {
  const value = { incident: incident.id, typed: text, arg: writeAbout({ task: path }) };
  return button('add_action_item', sayPlain(policy, 'button.to_action_item'), value, {
    suffix: path,
  });
}

interface Value {
  incident: number;
  arg: string;
}

/** Where its command has gaps that can still be filled. */
function parameterButton({ incident, policy }: ViewContext, { step, list }: Task): Button[] {
  const runbook = policy.runbooks.find(({ key }) => key === list);
  const command = filledCommand(step.command ?? '', list, incident);
  if (!runbook?.parameters.some(({ key }) => command.includes(`{${key}}`))) return [];
  const value = { incident: incident.id, arg: list };
  return [button('start_list', sayPlain(policy, 'button.parameters'), value)];
}

function addedMessage(view: ViewContext, task: AddedTask, said: KnownBlock[]): Message {
  const { incident, policy } = view;
  const path = `added.${task.id}`;
  const where: Where = { path, alone: true };
  const value = { incident: incident.id, arg: whereText(where) };
  const title = say(policy, 'task.title', { step: oneLine(task.text) });
  const list = sayPlain(policy, 'tasks.added_name');
  const of = dotted([
    say(policy, 'task.of', { list, number: incident.number }),
    ...(task.assignee ? [mention(task.assignee)] : []),
  ]);
  const open = [
    tickButton(view, where, null),
    button('skip_task', sayPlain(policy, 'button.skip'), value),
    button('assign_task', sayPlain(policy, 'button.assign_task'), value),
    toActionItem(view, path, task.text),
  ];
  const done = task.doneAt ? [context(say(policy, 'tasks.done', { step: when(task.doneAt) }))] : [];
  return message(title, [
    ...said,
    section(join([title, of])),
    ...done,
    actions([
      ...(task.doneAt ? [button('untick_task', sayPlain(policy, 'button.untick'), value)] : open),
      button('tasks', sayPlain(policy, 'button.all_tasks'), { incident: incident.id }),
    ]),
  ]);
}

/** Tasks to choose from where words fit several. */
export function whichTaskMessage(view: ViewContext, text: string, tasks: readonly Task[]): Message {
  const { incident, policy } = view;
  if (tasks.length === 0) {
    const none = say(policy, 'task.unknown', { text: text.slice(0, 100) });
    const all = button('tasks', sayPlain(policy, 'button.all_tasks'), { incident: incident.id });
    return message(none, [section(none), actions([all])]);
  }
  const which = say(policy, 'task.which');
  return message(which, [
    section(which),
    ...tasks.slice(0, 10).map((task) =>
      section(stateText(view, task, false), {
        accessory: button(
          'task',
          sayPlain(policy, 'button.task'),
          { incident: incident.id, arg: task.path },
          { suffix: task.path },
        ),
      }),
    ),
  ]);
}
