import type { KnownBlock } from '@slack/types';
import type { IncidentView } from '../../incident/places.ts';
import { taskAt } from '../../incident/tasks/progress.ts';
import { isGiven } from '../../incident/tasks/steps.ts';
import type { Incident, PersonCommand } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Message, ViewContext } from '../../views/context.ts';
import { refusalMessage } from '../../views/refusal.ts';
import type { tasksActionWords } from '../../views/tasks/action-words.ts';
import { tasksMessage } from '../../views/tasks/list.ts';
import { measuresMessage } from '../../views/tasks/measures.ts';
import { taskMessage } from '../../views/tasks/task.ts';
import { readWhere, type Where } from '../../views/tasks/where.ts';
import { type ActionHandler, opens, type Pressed, shows } from '../actions.ts';
import { outcomeMessage, run } from '../carry-out.ts';
import { viewOf } from '../gesture.ts';
import { readRunbook } from './runbooks.ts';

type TaskWord = (typeof tasksActionWords)[number];

/** Buttons whose answer takes the place of the private message that they stood in. */
export const inPlaceOfTasks: ReadonlySet<string> = new Set<TaskWord>([
  'tasks',
  'task',
  'tick_task',
  'skip_task',
  'assign_task',
]);

export const tasksActions: Record<TaskWord, ActionHandler> = {
  tick_task: direct('tick_task', {
    asks: ({ incident, policy, now }, path) => {
      const task = taskAt(incident, policy, path);
      const { status, untilAt } = task?.state ?? { status: 'open' };
      const waits = status === 'waiting' && untilAt !== undefined && untilAt > now;
      const field = policy.fields.find(({ key }) => key === task?.step.asks_field);
      const isKnown = field !== undefined && isGiven(incident, field);
      return waits || (status === 'open' && field !== undefined && !isKnown);
    },
    command: ({ userId: by, value }, path) => {
      const { was = 'open' } = readWhere(value.arg);
      return { type: 'tick_task', by, path, was };
    },
  }),
  skip_task: direct('skip_task', {
    asks: ({ incident, policy }, path) => {
      const step = taskAt(incident, policy, path)?.step;
      return !step?.optional && step?.only_if === undefined;
    },
    command: ({ userId: by }, path) => ({ type: 'skip_task', by, path, reason: '' }),
  }),
  assign_task: (pressed) =>
    pressed.value.yes
      ? direct('assign_task', {
          asks: () => false,
          command: ({ userId: by }, path) => ({ type: 'assign_task', by, path, userId: by }),
        })(pressed)
      : opens('assign_task')(pressed),
  untick_task: opens('untick_task'),
  note_task: opens('note_task'),
  add_task: opens('add_task'),
  start_list: direct('start_list', {
    asks: ({ policy }, key) => {
      const runbook = policy.runbooks.find((each) => each.key === key);
      return (runbook?.parameters.length ?? 0) > 0;
    },
    command: ({ userId: by }, list) => ({ type: 'start_list', by, list, parameters: {} }),
  }),
  undo_measure: opens('undo_measure'),
  excuse_measure: opens('excuse_measure'),
  tasks: shows(async (pressed, found) =>
    listAgain(pressed, await viewOf(pressed.desk, found), readWhere(pressed.value.arg)),
  ),
  task: shows(async (pressed, found) => {
    const view = await viewOf(pressed.desk, found);
    const { path } = readWhere(pressed.value.arg);
    return taskMessage(view, path) ?? unknownTask(view, path);
  }),
  runbook: readRunbook,
  measures: shows(async ({ desk }, found) => measuresMessage(await viewOf(desk, found))),
};

/** A button that is carried out at once, unless something has to be asked first. */
function direct(
  word: 'tick_task' | 'skip_task' | 'assign_task' | 'start_list',
  how: {
    asks: (view: ViewContext, path: string) => boolean;
    command: (pressed: Pressed, path: string) => PersonCommand;
  },
): ActionHandler {
  return async (pressed) => {
    const finding = pressed.find();
    const found = await finding;
    if ('answer' in found) return found.answer;
    const view = await viewOf(pressed.desk, found.found);
    const where = readWhere(pressed.value.arg);
    if (how.asks(view, where.path)) return opens(word, () => finding)(pressed);
    return carriedOut(pressed, found.found, { where, command: how.command(pressed, where.path) });
  };
}

/** Carries it out, and draws the private list or page anew in which the button stood. */
async function carriedOut(
  pressed: Pressed,
  found: IncidentView,
  { where, command }: { where: Where; command: PersonCommand },
): Promise<Message> {
  const { desk, gesture } = pressed;
  const outcome = await run(desk, found.incident, command, gesture);
  const said = await outcomeMessage(pressed, found, command, outcome);
  if (where.page === undefined && !where.alone) return said;
  const after = outcome.ok && !outcome.repeated ? outcome.decision.incident : outcome.incident;
  const view = await viewOf(desk, { incident: after ?? found.incident, places: found.places });
  const blocks: KnownBlock[] = [...said.blocks, { type: 'divider' }];
  if (where.alone) return taskMessage(view, where.path, blocks) ?? said;
  return listAgain(pressed, view, where, blocks);
}

function listAgain(
  { userId: viewer }: Pressed,
  view: ViewContext,
  { page = 0, mine = false }: Where,
  said: KnownBlock[] = [],
): Message {
  return tasksMessage(view, { viewer, mine, page }, said);
}

function unknownTask({ policy, incident }: { policy: Policy; incident: Incident }, given: string) {
  return refusalMessage(policy, { code: 'unknown_task', given }, incident);
}
