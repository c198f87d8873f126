import { folded } from '../../incident/lookup.ts';
import type { IncidentView } from '../../incident/places.ts';
import { isSettled, type Task, tasksOf } from '../../incident/tasks/progress.ts';
import { isGiven } from '../../incident/tasks/steps.ts';
import type { Message, ViewContext } from '../../views/context.ts';
import { tasksMessage } from '../../views/tasks/list.ts';
import { measuresMessage } from '../../views/tasks/measures.ts';
import { taskMessage, whichTaskMessage } from '../../views/tasks/task.ts';
import { whereText } from '../../views/tasks/where.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { onView } from '../on-found.ts';
import { fromSlack, takePerson } from '../typed.ts';
import { runbookCommand } from './runbooks.ts';
import { startNamed } from './start.ts';
import type { tasksAliases } from './words.ts';

export const tasksCommands: Record<keyof typeof tasksAliases, CommandHandler> = {
  tasks: tasksCommand,
  runbook: runbookCommand,
  measures: onView(async (_typed, view) => measuresMessage(view)),
};

/** `tasks` alone or `mine`; `add …`, `start …`, `done …`; else the task whose words these are. */
async function tasksCommand(typed: Typed): Promise<Message | null> {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(typed.text) ?? [];
  switch (word.toLowerCase()) {
    case 'add':
    case 'new':
      return addCommand(typed);
    case 'start':
      return startNamed(typed, rest);
    case 'mine':
    case 'my':
    case 'me':
      return listed(typed, true);
    case '':
    case 'all':
      return listed(typed, false);
    case 'done':
      return onView((asking, view, found) => tickCommand(asking, { view, found, text: rest }))(
        typed,
      );
    default:
      return onView(async ({ text }, view) => {
        const tasks = matching(view, text);
        const only = tasks.length === 1 ? taskMessage(view, tasks[0]?.path ?? '') : null;
        return only ?? taskMessage(view, text) ?? whichTaskMessage(view, text, tasks);
      })(typed);
  }
}

function listed(typed: Typed, mine: boolean): Promise<Message | null> {
  return onView(async ({ userId: viewer }, view) => tasksMessage(view, { viewer, mine, page: 0 }))(
    typed,
  );
}

/** `tasks add restart the queue @ann`: the person is taken out of the text. */
async function addCommand(typed: Typed): Promise<Message | null> {
  const { desk, userId: by, asked } = typed;
  const { userId, rest } = takePerson(asked.text.replace(/^\S+\s*/, ''));
  const text = fromSlack(rest, (id) => desk.ports.nameOf(id)).replace(/\s+/g, ' ');
  if (text === '') return openForm(typed, 'add_task', typed.find());
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const command = { type: 'add_task', by, text, ...(userId ? { userId } : {}) } as const;
  return carryOut(typed, found.found, command);
}

async function tickCommand(
  typed: Typed,
  { view, found, text }: { view: ViewContext; found: IncidentView; text: string },
): Promise<Message | null> {
  const named = matching(view, text);
  const open = named.filter((task) => !isSettled(task));
  // What is done, or must not be, is refused with its reason.
  const tasks = open.length > 0 ? open : named;
  const [task] = tasks;
  const added = /^added\.\d+$/.test(text);
  if (!added && (!task || tasks.length > 1)) return whichTaskMessage(view, text, tasks);
  const path = task?.path ?? text;
  const asked = view.policy.fields.find(({ key }) => key === task?.step.asks_field);
  if (task && asked && !isGiven(view.incident, asked) && open.length > 0) {
    const arg = whereText({ path, was: task.state?.status ?? 'open' });
    return openForm(typed, 'tick_task', Promise.resolve({ found }), { arg });
  }
  return carryOut(typed, found, { type: 'tick_task', by: typed.userId, path });
}

/** The task of that path, else those in whose text all these words stand. */
function matching({ incident, policy }: ViewContext, text: string): Task[] {
  const tasks = tasksOf(incident, policy);
  const exact = tasks.filter(({ path }) => path === text.toLowerCase());
  if (exact.length > 0) return exact;
  const words = text.split(/\s+/).map(folded);
  const open = tasks.filter(({ status }) => status !== 'not_needed');
  return open.filter(({ step, path }) =>
    words.every((word) => folded(step.text).includes(word) || folded(path).includes(word)),
  );
}
