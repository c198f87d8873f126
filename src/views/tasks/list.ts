import type { Button, KnownBlock } from '@slack/types';
import { holdersOf, isEnded } from '../../incident/lookup.ts';
import { allLists, type TaskList } from '../../incident/tasks/lists.ts';
import {
  isSettled,
  listApplies,
  startedLists,
  type Task,
  tasksIn,
} from '../../incident/tasks/progress.ts';
import type { AddedTask } from '../../incident/tasks/types.ts';
import type { UserId } from '../../incident/types.ts';
import { actions, button, context, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import { cut, join, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { roleName } from '../names.ts';
import { say, sayPlain } from '../say.ts';
import { dotted, tickButton } from './card.ts';
import { nextIn, progressOf } from './next.ts';
import { type Where, whereText } from './where.ts';

/** Blocks of tasks on one page; Slack takes 50 with the rest. */
const PER_PAGE = 36;
/** Ways to start something by hand that the list offers. */
const MOST_STARTS = 5;

/** Which part of the list somebody looks at. */
export interface Looking {
  viewer: UserId;
  mine: boolean;
  /** From 0. */
  page: number;
}

/** All tasks, or somebody's own, by list: what is next first, what is done in one line. */
export function tasksMessage(
  view: ViewContext,
  looking: Looking,
  said: KnownBlock[] = [],
): Message {
  const { incident, policy } = view;
  const heading = say(policy, looking.mine ? 'tasks.title_mine' : 'tasks.title', {
    number: incident.number,
    title: oneLine(incident.title),
  });
  const groups = [
    ...startedLists(incident, policy).map((list) => listGroup(view, looking, list)),
    addedGroup(view, looking),
  ].filter((group) => group.rows.length > 0);
  const pages = paged(groups);
  const page = Math.min(looking.page, Math.max(0, pages.length - 1));
  const none = say(policy, looking.mine ? 'tasks.none_mine' : 'tasks.none');
  return message(heading, [
    ...said,
    section(heading),
    ...(pages[page] ?? [section(none)]),
    actions([...turns(view, looking, page, pages.length), ...ways(view, looking)]),
    // What was closed takes no new ones.
    isEnded(incident.phase) ? null : context(say(policy, 'tasks.hint')),
  ]);
}

interface Group {
  heading: KnownBlock;
  rows: KnownBlock[];
}

/** Rows in pages; a list that goes on over the page begins with its name again. */
function paged(groups: Group[]): KnownBlock[][] {
  const pages: KnownBlock[][] = [];
  for (const { heading, rows } of groups) {
    let page = pages.at(-1);
    for (const [index, row] of rows.entries()) {
      const isFull = !page || page.length + (index === 0 ? 2 : 1) > PER_PAGE;
      if (isFull || !page) {
        page = [];
        pages.push(page);
      }
      if (isFull || index === 0) page.push(heading);
      page.push(row);
    }
  }
  return pages;
}

function listGroup(view: ViewContext, looking: Looking, list: TaskList): Group {
  const { incident, policy, now } = view;
  const all = tasksIn(incident, policy, list);
  const tasks = looking.mine ? all.filter((task) => isTheirs(view, looking.viewer, task)) : all;
  const open = tasks.filter((task) => !isSettled(task));
  const next = nextIn(all, now);
  const values = { list: list.name, ...progressOf(all) };
  const heading = () => {
    if (!listApplies(incident, policy, list))
      return say(policy, 'tasks.list_gone', { list: list.name });
    if (!list.role) return say(policy, 'tasks.list', values);
    return say(policy, 'tasks.list_who', { ...values, role: roleName(policy, list.role) });
  };
  return {
    heading: section(heading()),
    rows: [
      ...tasks
        .filter(({ status }) => status === 'forbidden')
        .map((task) => forbiddenRow(view, task)),
      ...open.flatMap((task) => openRows(view, looking, { task, isNext: task === next })),
      ...settledRow(view, tasks),
    ],
  };
}

/** Assigned to them, or for a role of theirs while nobody else has it. */
function isTheirs({ incident }: ViewContext, viewer: UserId, task: Task): boolean {
  if (task.state?.assignee) return task.state.assignee === viewer;
  const { role } = task;
  return role !== null && holdersOf(incident, role).some(({ userId }) => userId === viewer);
}

function openRows(
  view: ViewContext,
  looking: Looking,
  { task, isNext }: { task: Task; isNext: boolean },
): KnownBlock[] {
  const { incident, policy } = view;
  const where: Where = { path: task.path, page: looking.page, mine: looking.mine };
  const text = dotted([stateText(view, task, isNext), ...details(view, task)]);
  const value = { incident: incident.id, arg: whereText(where) };
  const open = button('task', sayPlain(policy, 'button.task'), value, { suffix: task.path });
  if (!isNext || task.hasParts) return [section(text, { accessory: open })];
  return [
    section(text, { accessory: tickButton(view, where, task) }),
    ...[nextButtons(view, where, task)].filter((row) => row !== null),
  ];
}

function nextButtons({ incident, policy }: ViewContext, where: Where, { step, path, state }: Task) {
  const value = { incident: incident.id, arg: whereText(where) };
  const skip = step.optional || step.only_if;
  return actions([
    button('task', sayPlain(policy, 'button.how'), value, { suffix: path }),
    ...(skip
      ? [button('skip_task', sayPlain(policy, 'button.skip'), value, { suffix: path })]
      : []),
    ...(state?.assignee
      ? []
      : [
          button(
            'assign_task',
            sayPlain(policy, 'button.mine_task'),
            { ...value, yes: true },
            { suffix: path },
          ),
        ]),
  ]);
}

/** What a step asks and where it stands. */
export function stateText(
  { policy, now }: ViewContext,
  { step: { text }, state, parent }: Task,
  isNext: boolean,
): Mrkdwn {
  const step = parent === null ? oneLine(text) : join([oneLine('–'), oneLine(text)], ' ');
  if (state?.status === 'made') {
    return say(policy, 'tasks.made', { step, maker: mention(state.by) });
  }
  if (state?.status === 'waiting' && state.untilAt) {
    if (state.untilAt <= now) return say(policy, 'tasks.wait_over', { step });
    return say(policy, 'tasks.waiting', { step, at: when(state.untilAt) });
  }
  return say(policy, isNext ? 'tasks.next' : 'tasks.open', { step });
}

/** Who does it and what is particular about it. */
export function details({ policy }: ViewContext, { step, state, role, parent }: Task): Mrkdwn[] {
  return [
    ...(state?.assignee ? [mention(state.assignee)] : []),
    ...(!state?.assignee && role && (step.role || parent === null)
      ? [oneLine(roleName(policy, role))]
      : []),
    ...(step.optional ? [say(policy, 'tasks.optional')] : []),
    ...(step.only_if ? [say(policy, 'tasks.only_if', { condition: oneLine(step.only_if) })] : []),
    ...(step.two_people ? [say(policy, 'tasks.two')] : []),
    ...(step.wait_minutes && !state?.untilAt
      ? [say(policy, 'tasks.waits_for', { duration: duration(policy, step.wait_minutes) })]
      : []),
  ];
}

export function forbiddenRow({ policy }: ViewContext, { step }: Task): KnownBlock {
  const text = say(policy, 'tasks.forbidden', { step: oneLine(step.text) });
  if (!step.permitted) return section(text);
  return section(
    join([text, say(policy, 'tasks.permitted', { permitted: oneLine(step.permitted) })]),
  );
}

/** All that is settled, small, so that what is open is seen. */
function settledRow({ policy }: ViewContext, tasks: readonly Task[]): KnownBlock[] {
  const settled = tasks.filter((task) => task.parent === null && isSettled(task));
  const line = (task: Task) => cut(oneLine(task.step.text), 80);
  const done = settled.flatMap((task) => {
    if (task.status === 'done') return [say(policy, 'tasks.done', { step: line(task) })];
    return task.status === 'skipped' ? [say(policy, 'tasks.skipped', { step: line(task) })] : [];
  });
  const gone = settled.filter(({ status }) => status === 'not_needed').map(line);
  return [
    ...(done.length > 0 ? [context(join(done, '\n'))] : []),
    ...(gone.length > 0
      ? [context(say(policy, 'tasks.not_needed', { steps: join(gone, ' · ') }))]
      : []),
  ];
}

function addedGroup(view: ViewContext, looking: Looking): Group {
  const { incident, policy } = view;
  const { addedTasks } = incident.state;
  const theirs = addedTasks.filter(({ assignee }) => !looking.mine || assignee === looking.viewer);
  const open = theirs.filter(({ doneAt }) => doneAt === null);
  const done = theirs.filter(({ doneAt }) => doneAt !== null);
  const ended = addedTasks.filter(({ doneAt }) => doneAt !== null).length;
  const said = done.map(({ text }) => say(policy, 'tasks.done', { step: cut(oneLine(text), 80) }));
  return {
    heading: section(
      say(policy, 'tasks.list', {
        list: sayPlain(policy, 'tasks.added_name'),
        ...{ done: ended, all: addedTasks.length },
      }),
    ),
    rows: [
      ...open.map((task) => addedRow(view, looking, task)),
      ...(said.length > 0 ? [context(join(said, '\n'))] : []),
    ],
  };
}

function addedRow(view: ViewContext, looking: Looking, task: AddedTask): KnownBlock {
  const { policy } = view;
  const where = { path: `added.${task.id}`, page: looking.page, mine: looking.mine };
  const text = dotted([
    say(policy, 'tasks.open', { step: oneLine(task.text) }),
    ...(task.assignee ? [mention(task.assignee)] : []),
  ]);
  return section(text, { accessory: tickButton(view, where, null) });
}

function turns(
  { incident, policy }: ViewContext,
  { mine }: Looking,
  page: number,
  pages: number,
): Button[] {
  const turn = (suffix: 'older' | 'newer', to: number) =>
    button(
      'tasks',
      sayPlain(policy, suffix === 'older' ? 'button.less_tasks' : 'button.more_tasks'),
      { incident: incident.id, arg: whereText({ path: '', page: to, mine }) },
      { suffix },
    );
  return [
    ...(page > 0 ? [turn('older', page - 1)] : []),
    ...(page + 1 < pages ? [turn('newer', page + 1)] : []),
  ];
}

/** All or only mine, a task of one's own, and what can be started by hand. */
function ways({ incident, policy }: ViewContext, { mine }: Looking): Button[] {
  const other = button(
    'tasks',
    sayPlain(policy, mine ? 'button.all_tasks' : 'button.my_tasks'),
    { incident: incident.id, arg: whereText({ path: '', page: 0, mine: !mine }) },
    { suffix: 'who' },
  );
  const startable = allLists(policy).filter(
    ({ key, kind, manual }) =>
      kind === 'checklist' && manual && !Object.hasOwn(incident.state.lists, key),
  );
  if (isEnded(incident.phase)) return [other];
  return [
    other,
    button('add_task', sayPlain(policy, 'button.add_task'), { incident: incident.id }),
    ...startable
      .slice(0, MOST_STARTS)
      .map(({ key, name }) =>
        button(
          'start_list',
          sayPlain(policy, 'button.start_named', { list: name }),
          { incident: incident.id, arg: key },
          { suffix: key },
        ),
      ),
  ];
}
