import { agendaOf, meetingMinutes, stepsOf, sum } from '../../incident/meeting/agenda.ts';
import { meetingOf } from '../../incident/meeting/record.ts';
import { actions, lines, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { join, oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { partName } from './names.ts';
import { roleButtons, startButtons } from './on-postmortem.ts';
import { rulesBlocks } from './rules.ts';
import { unsafeButtons } from './unsafe.ts';
import { whoLines } from './who.ts';

/** The agenda, and who does what, to who asks. */
export function agendaMessage(view: ViewContext): Message {
  const { incident, policy } = view;
  const { run } = meetingOf(incident);
  const head = say(policy, 'meeting.agenda_alone', { minutes: meetingMinutes(policy) });
  const steps = stepsOf(policy);
  const at = run && !run.endedAt ? steps[run.step]?.part : undefined;
  const parts = agendaOf(policy).flatMap(({ parts: inner, rules }, part) => [
    say(policy, part === at ? 'meeting.agenda_now' : 'meeting.agenda_part', {
      ...{ place: part + 1, name: oneLine(partName(policy, part)) },
      minutes: sum(steps.filter((step) => step.part === part).map(({ minutes }) => minutes)),
    }),
    ...inner.map(({ name, minutes }) =>
      say(policy, 'meeting.inner', { name: oneLine(name), minutes }),
    ),
    ...rules.map((text) => say(policy, 'meeting.rule', { text: oneLine(text) })),
  ]);
  return message(head, [
    ...lines([head, ...parts]),
    section(join([say(policy, 'meeting.who'), ...whoLines(view)])),
    actions([...roleButtons(view), ...startButtons(view)]),
    actions(unsafeButtons(view)),
  ]);
}

/** The rules, to who asks. */
export function rulesMessage(view: ViewContext): Message {
  const { policy } = view;
  const blocks = rulesBlocks(view);
  const head = say(policy, blocks.length > 0 ? 'meeting.rules' : 'refused.no_rules');
  return message(head, blocks.length > 0 ? blocks : [section(head)]);
}
