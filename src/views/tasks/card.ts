import type { Button, KnownBlock } from '@slack/types';
import { isEnded, isOpen } from '../../incident/lookup.ts';
import { measuresInForce } from '../../incident/tasks/measures.ts';
import {
  isSettled,
  listApplies,
  startedLists,
  type Task,
  tasksIn,
} from '../../incident/tasks/progress.ts';
import { likelyRunbook } from '../../incident/tasks/suggest.ts';
import { button, context, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { cut, join, type Mrkdwn, oneLine, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { forbiddenOnCard } from './forbidden.ts';
import { measureName } from './names.ts';
import { nextIn, type Progress, progressOf } from './next.ts';
import { whereText } from './where.ts';

/** Lists and measures that the card shows one by one; the rest is counted. */
const MOST_LISTS = 2;
const MOST_MEASURES = 3;
/** A phone shows little more of a step on the card. */
const LONGEST_STEP = 120;

/** What the card shows of it: each list with its next step, what is in force, a runbook that fits. */
export function tasksOnCard(view: ViewContext): (KnownBlock | null)[] {
  if (isEnded(view.incident.phase)) return [];
  return [
    ...runbookThatFits(view),
    ...forbiddenOnCard(view),
    ...listLines(view),
    ...measureBlock(view),
  ];
}

/** Opens all tasks, where there are any. */
export function tasksButtons({ incident, policy }: ViewContext): Button[] {
  const { lists, addedTasks } = incident.state;
  if (isEnded(incident.phase) || Object.keys(lists).length + addedTasks.length === 0) return [];
  return [button('tasks', sayPlain(policy, 'button.tasks'), { incident: incident.id })];
}

interface ListLine extends Progress {
  name: string;
  next: { path: string; text: Mrkdwn; task: Task | null };
}

function listLines(view: ViewContext): KnownBlock[] {
  const { policy } = view;
  const open = [...policyLists(view), ...addedList(view)];
  const rest = open.slice(MOST_LISTS);
  const counted = say(policy, 'card.lists_more', {
    count: rest.length,
    done: rest.reduce((sum, { done }) => sum + done, 0),
    all: rest.reduce((sum, { all }) => sum + all, 0),
  });
  return [
    ...open.slice(0, MOST_LISTS).map((line) => listLine(view, line)),
    ...(rest.length > 0 ? [context(counted)] : []),
  ];
}

function listLine(view: ViewContext, line: ListLine): KnownBlock {
  const { policy } = view;
  const { done, all, next } = line;
  const values = { list: line.name, done, all, step: cut(next.text, LONGEST_STEP) };
  const state = next.task?.state;
  const text = () => {
    if (state?.status === 'made') return say(policy, 'card.list_check', values);
    if (state?.status !== 'waiting' || !state.untilAt) return say(policy, 'card.list', values);
    return say(policy, 'card.list_waits', { ...values, at: when(state.untilAt) });
  };
  return section(text(), { accessory: tickButton(view, { path: next.path }, next.task) });
}

/** The button that goes on with a step, with the word for what that means now. */
export function tickButton(
  { incident, policy, now }: Pick<ViewContext, 'incident' | 'policy' | 'now'>,
  where: Parameters<typeof whereText>[0],
  task: Task | null,
): Button {
  const state = task?.state;
  const waits = state?.status === 'waiting' && state.untilAt !== undefined && state.untilAt > now;
  const word = waits
    ? 'button.end_wait'
    : state?.status === 'made'
      ? 'button.confirm_step'
      : 'button.tick';
  const text = task?.step.text ?? where.path;
  return button(
    'tick_task',
    sayPlain(policy, word),
    { incident: incident.id, arg: whereText({ ...where, was: state?.status ?? 'open' }) },
    { suffix: where.path, aloud: `${sayPlain(policy, word)}: ${text}` },
  );
}

/** Lists of the policy in which something is left to do, in order of starting. */
function policyLists({ incident, policy, now }: ViewContext): ListLine[] {
  return startedLists(incident, policy).flatMap((list) => {
    if (!listApplies(incident, policy, list)) return [];
    const tasks = tasksIn(incident, policy, list);
    const task = nextIn(tasks, now);
    // What may all be left undone is a choice, not what comes next: it stands with the tasks.
    if (!task || !tasks.some((each) => each.isRequired && !isSettled(each))) return [];
    const next = { path: task.path, text: oneLine(task.step.text), task };
    return [{ ...progressOf(tasks), name: list.name, next }];
  });
}

function addedList({ incident, policy }: ViewContext): ListLine[] {
  const { addedTasks } = incident.state;
  const open = addedTasks.filter(({ doneAt }) => doneAt === null);
  const [first] = open;
  if (!first) return [];
  const next = { path: `added.${first.id}`, text: oneLine(first.text), task: null };
  const all = addedTasks.length;
  return [{ all, done: all - open.length, name: sayPlain(policy, 'tasks.added_name'), next }];
}

/** What is in force, with the button that undoes it, or that shows all of them. */
function measureBlock({ incident, policy }: ViewContext): KnownBlock[] {
  const keys = measuresInForce(incident);
  const [only, ...others] = keys;
  if (only === undefined) return [];
  const lines = keys.slice(0, MOST_MEASURES).map((key) =>
    say(policy, 'card.measure', {
      measure: measureName(policy, key),
      undo: oneLine(policy.measures.find((each) => each.key === key)?.undo ?? ''),
    }),
  );
  const rest = keys.length - lines.length;
  if (rest > 0) lines.push(say(policy, 'card.measures_more', { count: rest }));
  const value = { incident: incident.id };
  const accessory =
    others.length === 0
      ? button(
          'undo_measure',
          sayPlain(policy, 'button.undone'),
          { ...value, arg: only },
          { suffix: only },
        )
      : button('measures', sayPlain(policy, 'button.measures'), value);
  return [section(join(lines), { accessory })];
}

/** Until a runbook is started: the one that title and summary point to. */
function runbookThatFits({ incident, policy }: ViewContext): KnownBlock[] {
  if (!isOpen(incident.phase)) return [];
  const runbook = likelyRunbook(incident, policy);
  if (!runbook) return [];
  const open = button('runbook', sayPlain(policy, 'button.runbook'), {
    incident: incident.id,
    arg: runbook.key,
  });
  return [section(say(policy, 'card.looks_like', { runbook: runbook.name }), { accessory: open })];
}

/** Several things on one line. */
export function dotted(pieces: Mrkdwn[]): Mrkdwn {
  return join(pieces, ' · ');
}
