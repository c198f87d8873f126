import {
  keptMilestone,
  milestoneKeys,
  reachedMilestones,
} from '../../incident/course/milestones.ts';
import { actions, button, context, lines, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { join, type Mrkdwn, mention, mentions, oneLine, utc } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { milestoneName } from './names.ts';

/** All milestones with their times (in UTC, as records are kept), whom they name and who set them. */
export function milestonesMessage(view: ViewContext): Message {
  const { incident, policy } = view;
  const reached = reachedMilestones(incident, policy);
  const open = milestoneKeys(policy).filter((key) => !reached.some((each) => each.key === key));
  const title = say(policy, 'milestones.title', {
    number: incident.number,
    title: oneLine(incident.title),
  });
  const names = open.map((key) => milestoneName(policy, key)).join(', ');
  return message(title, [
    section(title),
    ...lines(reached.map((each) => line(view, each))),
    ...(open.length > 0 ? [context(say(policy, 'milestones.open', { names }))] : []),
    actions([
      button('set_milestone', sayPlain(policy, 'button.milestone'), { incident: incident.id }),
    ]),
  ]);
}

function line({ incident, policy }: ViewContext, { key, at }: { key: string; at: Date }): Mrkdwn {
  const kept = keptMilestone(incident, key);
  const more = [
    ...(kept && kept.people.length > 0
      ? [say(policy, 'milestones.people', { people: mentions(kept.people) })]
      : []),
    ...(kept?.text ? [say(policy, 'milestones.text', { text: oneLine(kept.text) })] : []),
    ...(kept?.by ? [say(policy, 'milestones.by_hand', { by: mention(kept.by) })] : []),
  ];
  return say(policy, 'milestones.line', {
    at: utc(at),
    name: milestoneName(policy, key),
    more: join(more, ''),
  });
}
