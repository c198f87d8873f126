import type { Button, KnownBlock } from '@slack/types';
import { isEnded } from '../../incident/lookup.ts';
import { listOf } from '../../incident/tasks/lists.ts';
import { tasksIn } from '../../incident/tasks/progress.ts';
import type { Incident } from '../../incident/types.ts';
import type { Runbook, Step } from '../../policy/language/lists.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, button, context, lines, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import { join, linkTo, literal, type Mrkdwn, oneLine, prose, when } from '../mrkdwn.ts';
import { severityName } from '../names.ts';
import { say, sayPlain } from '../say.ts';
import { codeBlock, filledCommand } from './command-text.ts';
import { listName } from './names.ts';
import { progressOf } from './next.ts';

/** A runbook is shown outside of any incident too; then it cannot be started. */
export type Reading = Pick<ViewContext, 'policy'> & { incident: Incident | null };

/** Slack takes 50 blocks. */
const MOST_BLOCKS = 46;

/** A runbook as a whole: is it this, what to do, whom to call, where to go on. */
export function runbookMessage(
  reading: Reading,
  runbook: Runbook,
  others: Runbook[] = [],
): Message {
  const { policy } = reading;
  const title = say(policy, 'runbook.title', { runbook: runbook.name });
  const blocks = [
    section(join([title, ...meaning(reading, runbook)])),
    ...textList(policy, 'runbook.symptoms', runbook.symptoms),
    ...textList(policy, 'runbook.impact', runbook.impact),
    ...stepList(reading, runbook, 'diagnosis'),
    ...stepList(reading, runbook, 'steps'),
    ...contacts(policy, runbook),
    ...escalation(policy, runbook),
  ];
  return message(title, [
    ...blocks.slice(0, MOST_BLOCKS),
    actions([...startButton(reading, runbook), ...openButtons(reading, others.slice(0, 3))]),
  ]);
}

function meaning({ policy, incident }: Reading, runbook: Runbook): Mrkdwn[] {
  const forced = [
    ...(runbook.forces.severity ? [severityName(policy, runbook.forces.severity)] : []),
    ...(runbook.forces.kind
      ? [policy.kinds.find(({ key }) => key === runbook.forces.kind)?.name ?? runbook.forces.kind]
      : []),
  ];
  const opened = runbook.opens.map(
    (key) => policy.obligations.find((each) => each.key === key)?.name ?? key,
  );
  return [
    ...(runbook.trigger
      ? [say(policy, 'runbook.trigger', { text: oneLine(runbook.trigger) })]
      : []),
    ...(forced.length > 0 ? [say(policy, 'runbook.forces', { what: forced.join(', ') })] : []),
    ...(opened.length > 0
      ? [say(policy, 'runbook.opens', { obligations: opened.join(', ') })]
      : []),
    ...(runbook.document ? [linkTo(runbook.document, say(policy, 'runbook.document'))] : []),
    ...started({ policy, incident }, runbook),
  ];
}

function started({ policy, incident }: Reading, { key }: Runbook): Mrkdwn[] {
  const list = listOf(policy, key);
  const at =
    incident && Object.hasOwn(incident.state.lists, key)
      ? incident.state.lists[key]?.at
      : undefined;
  if (!incident || !list || !at) return [];
  const progress = progressOf(tasksIn(incident, policy, list));
  return [say(policy, 'runbook.started', { at: when(at), ...progress })];
}

function textList(
  policy: Policy,
  heading: 'runbook.symptoms' | 'runbook.impact',
  texts: string[],
): KnownBlock[] {
  if (texts.length === 0) return [];
  const points = texts.map((text) => say(policy, 'runbook.point', { text: oneLine(text) }));
  return lines([say(policy, heading), ...points]);
}

function stepList(reading: Reading, runbook: Runbook, part: 'diagnosis' | 'steps'): KnownBlock[] {
  const steps = runbook[part];
  if (steps.length === 0) return [];
  const { policy } = reading;
  return lines([
    say(policy, `runbook.${part}`),
    ...steps.map((step, index) => stepText(reading, runbook.key, step, index + 1)),
  ]);
}

function stepText({ policy, incident }: Reading, list: string, step: Step, number: number): Mrkdwn {
  const text = oneLine(step.text);
  const head = step.forbidden
    ? say(policy, 'tasks.forbidden', { step: text })
    : say(policy, 'runbook.step', { number, text });
  return join([
    head,
    ...(step.caution ? [say(policy, 'task.caution', { caution: oneLine(step.caution) })] : []),
    ...(step.command ? [codeBlock(filledCommand(step.command, list, incident))] : []),
    ...step.steps.map((each) => say(policy, 'runbook.point', { text: oneLine(each.text) })),
  ]);
}

function contacts(policy: Policy, runbook: Runbook): KnownBlock[] {
  const known = runbook.contacts.flatMap(
    (key) => policy.directory.contacts.find((each) => each.key === key) ?? [],
  );
  if (known.length === 0) return [];
  return lines([
    say(policy, 'runbook.contacts'),
    ...known.map((each) => {
      const ways = [each.method, each.phone, each.email, each.backup, each.hours];
      const how = [
        ...ways.flatMap((way) => (way ? [oneLine(way)] : [])),
        ...(each.link ? [prose(each.link)] : []),
      ];
      return say(policy, 'runbook.contact', { name: each.name, how: join(how, ' · ') });
    }),
  ]);
}

function escalation(policy: Policy, runbook: Runbook): KnownBlock[] {
  if (runbook.escalation.length === 0) return [];
  return lines([
    say(policy, 'runbook.escalation'),
    ...runbook.escalation.map((each) =>
      say(policy, 'runbook.point', { text: join(escalationWords(policy, each), ', ') }),
    ),
  ]);
}

function escalationWords(policy: Policy, each: Runbook['escalation'][number]): Mrkdwn[] {
  const contact = policy.directory.contacts.find(({ key }) => key === each.contact);
  const path = policy.escalation.find(({ key }) => key === each.path);
  const people = each.to.map((ref) => refName(policy, ref)).join(', ');
  const goOn = [path?.name, each.runbook && listName(policy, each.runbook), each.document];
  return [
    ...(each.after_minutes
      ? [say(policy, 'runbook.after', { duration: duration(policy, each.after_minutes) })]
      : []),
    ...(each.if ? [say(policy, 'runbook.if', { condition: oneLine(each.if) })] : []),
    ...(each.text ? [prose(each.text)] : []),
    ...(people ? [say(policy, 'runbook.to', { people })] : []),
    ...(contact ? [say(policy, 'runbook.call', { contact: contact.name })] : []),
    ...goOn.flatMap((name) => (name ? [say(policy, 'runbook.go_on', { name: prose(name) })] : [])),
  ];
}

/** `team:x` and `role:x` by their names; anything else as it stands. */
function refName(policy: Policy, ref: string): string {
  const [what, key] = ref.split(':');
  const list = what === 'team' ? policy.directory.teams : what === 'role' ? policy.roles : [];
  return list.find((each) => each.key === key)?.name ?? ref;
}

function startButton({ policy, incident }: Reading, { key }: Runbook): Button[] {
  if (!incident || isEnded(incident.phase)) return [];
  const value = { incident: incident.id };
  if (Object.hasOwn(incident.state.lists, key)) {
    return [button('tasks', sayPlain(policy, 'button.tasks'), value)];
  }
  const start = sayPlain(policy, 'button.start_list');
  return [button('start_list', start, { ...value, arg: key }, { style: 'primary' })];
}

function openButtons({ incident }: Reading, runbooks: Runbook[]): Button[] {
  return runbooks.map(({ key, name }) =>
    button(
      'runbook',
      name,
      { ...(incident ? { incident: incident.id } : {}), arg: key },
      { suffix: key },
    ),
  );
}

/** Runbooks to choose from: those found by words, those that may fit, or all. */
export function runbooksMessage(reading: Reading, runbooks: Runbook[], text: string): Message {
  const { policy, incident } = reading;
  const shown = literal(text.slice(0, 100));
  const heading = () => {
    if (policy.runbooks.length === 0) return say(policy, 'runbook.none');
    if (text !== '' && runbooks.length === 0)
      return say(policy, 'runbook.none_found', { text: shown });
    if (text !== '') return say(policy, 'runbook.found', { text: shown });
    if (!incident) return say(policy, 'runbook.all');
    return say(policy, 'runbook.suggested', { number: incident.number });
  };
  const listed = runbooks.length > 0 ? runbooks : policy.runbooks;
  return message(heading(), [
    section(heading()),
    ...listed.slice(0, 15).map((runbook) => runbookRow(reading, runbook)),
    context(say(policy, 'runbook.hint')),
  ]);
}

function runbookRow({ policy, incident }: Reading, runbook: Runbook): KnownBlock {
  const why = runbook.trigger ?? runbook.symptoms[0];
  const line = why
    ? say(policy, 'runbook.line_why', { runbook: runbook.name, why: oneLine(why) })
    : say(policy, 'runbook.line', { runbook: runbook.name });
  const value = { ...(incident ? { incident: incident.id } : {}), arg: runbook.key };
  const open = button('runbook', sayPlain(policy, 'button.task'), value, { suffix: runbook.key });
  return section(line, { accessory: open });
}
