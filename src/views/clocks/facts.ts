import type { Button } from '@slack/types';
import { awaited } from '../../incident/clocks/clock-people.ts';
import { sortOf } from '../../incident/clocks/source.ts';
import { statusPage } from '../../incident/clocks/status-page.ts';
import { dueTasks } from '../../incident/clocks/task-sources.ts';
import type { ClockDue, ClocksFact } from '../../incident/clocks/types.ts';
import { actingHolders } from '../../incident/people.ts';
import type { Task } from '../../incident/tasks/progress.ts';
import { audienceOf } from '../../incident/telling/audiences.ts';
import type { Audience } from '../../incident/types.ts';
import { actions, button, context, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { between } from '../duration.ts';
import type { FactViews } from '../facts.ts';
import { cut, join, type Mrkdwn, mentions, oneLine, prose, when } from '../mrkdwn.ts';
import { roomLink } from '../room-link.ts';
import { say, sayPlain } from '../say.ts';
import { listName } from '../tasks/names.ts';
import { contactLine } from '../telling/contact-line.ts';
import { sendersOf } from '../telling/facts.ts';
import { audienceName } from '../telling/names.ts';
import { clockText } from './names.ts';

/** Later than this it is said how late. */
const atOnceMs = 90_000;
/** Tasks of a list that are named where it is late. */
const mostTasks = 4;
/** Clocks that one message names. */
const mostLines = 12;

export const clocksFacts: FactViews<ClocksFact> = {
  clocks_at_risk: (view, { clocks }, to) =>
    told(view, to, clocks, ({ key, dueAt }) => [
      say(view.policy, 'fact.clock_at_risk', {
        clock: clockText(view.policy, key, view.incident),
        at: when(dueAt),
      }),
    ]),
  clocks_missed: (view, { clocks, at }, to) =>
    told(view, to, clocks, (due) => [missedText(view, due, at), ...details(view, due.key, at)]),
  clocks_still_late: (view, { clocks, at }, to) =>
    told(view, to, clocks, ({ key, dueAt }) => [
      say(view.policy, 'fact.clock_still_late', {
        clock: clockText(view.policy, key, view.incident),
        duration: between(view.policy, dueAt, at),
      }),
      ...details(view, key, at),
    ]),
};

/** All of them in one message; outside the room it says which incident. */
function told(
  view: ViewContext,
  to: Audience,
  clocks: ClockDue[],
  lines: (due: ClockDue) => Mrkdwn[],
): Message {
  const { incident, policy } = view;
  const text = join(clocks.slice(0, mostLines).flatMap(lines));
  const about = say(policy, 'fact.about', { number: incident.number, room: roomLink(view) });
  return message(text, [
    section(text),
    ...(to.place === 'room' ? [] : [context(about)]),
    actions([
      ...(to.place === 'room' && clocks.some(({ key }) => key === statusPage)
        ? writeButton(view)
        : []),
      ...(clocks.some(({ key }) => key === 'postmortem')
        ? [button('postmortem', sayPlain(policy, 'button.postmortem'), { incident: incident.id })]
        : []),
      button('clock', sayPlain(policy, 'button.clock'), { incident: incident.id }),
    ]),
  ]);
}

/** Opens what is to be posted, where the policy has a text for it. */
function writeButton({ incident, policy }: ViewContext): Button[] {
  if (!audienceOf(policy, statusPage)) return [];
  const audience = audienceName(policy, statusPage);
  const label = sayPlain(policy, 'button.open_message_of', { audience });
  return [button('write_message', label, { incident: incident.id, arg: statusPage })];
}

function missedText({ policy, incident }: ViewContext, { key, dueAt }: ClockDue, at: Date): Mrkdwn {
  const values = { clock: clockText(policy, key, incident), at: when(dueAt) };
  if (at.getTime() - dueAt.getTime() < atOnceMs) return say(policy, 'fact.clock_missed', values);
  return say(policy, 'fact.clock_missed_late', {
    ...values,
    duration: between(policy, dueAt, at),
  });
}

/** What helps to go on: which tasks, who writes, who is awaited, where a runbook leads. */
function details(view: ViewContext, key: string, at: Date): Mrkdwn[] {
  const { incident, policy } = view;
  const { sort, which } = sortOf(key);
  if (sort === 'tasks') return taskDetails(view, which, at);
  if (sort === 'runbook') return runbookDetails(view, which);
  if (sort === statusPage) {
    const writers = sendersOf(view, [statusPage]);
    if (writers.length === 0) return [];
    return [say(policy, 'fact.clock_writes', { people: mentions(writers) })];
  }
  if (sort !== 'call') return [];
  const people = awaited(incident);
  return people.length > 0
    ? [say(policy, 'fact.clock_awaited', { people: mentions(people.slice(0, 20)) })]
    : [];
}

function taskDetails(view: ViewContext, list: string, at: Date): Mrkdwn[] {
  const late = dueTasks(view.incident, view.policy, list).filter(({ dueAt }) => dueAt <= at);
  if (late.length === 0) return [];
  const tasks = late.slice(0, mostTasks).map(({ task }) => taskLine(view, task));
  return [say(view.policy, 'fact.clock_tasks', { tasks: join(tasks, '; ') })];
}

/** The task, and whose it is: whom it was given to, else who has its role. */
function taskLine({ incident, policy }: ViewContext, { step, state, role }: Task): Mrkdwn {
  const task = cut(oneLine(step.text), 150);
  const who = state?.assignee
    ? [state.assignee]
    : role
      ? actingHolders(incident, role, policy)
      : [];
  if (who.length === 0) return task;
  return say(policy, 'fact.clock_task_of', { task, who: mentions(who) });
}

function runbookDetails({ policy }: ViewContext, which: string): Mrkdwn[] {
  const [key, index = ''] = which.split('.');
  const runbook = policy.runbooks.find((each) => each.key === key);
  const further = runbook?.escalation[Number(index)];
  if (!further) return [];
  const contact = policy.directory.contacts.find((each) => each.key === further.contact);
  const texts = [further.text, further.document].filter((each) => each !== undefined);
  return [
    ...texts.map((text) => say(policy, 'fact.clock_go_on', { text: prose(text) })),
    ...(contact ? [say(policy, 'fact.clock_call', { contact: contactLine(policy, contact) })] : []),
    ...(further.runbook
      ? [say(policy, 'fact.clock_runbook', { runbook: listName(policy, further.runbook) })]
      : []),
  ];
}
