import type { LinksFact } from '../../incident/links/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { mention, oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { followUpDetails } from './follow-ups.ts';

export const linksFacts: FactViews<LinksFact> = {
  follow_up_given: ({ incident, policy }, { id, by }) => {
    const given = incident.state.followUps.find((each) => each.id === id);
    const text = say(policy, 'fact.follow_up_given', {
      by: mention(by),
      number: incident.number,
      title: oneLine(incident.title),
      text: oneLine(given?.text ?? ''),
      details: given ? followUpDetails(policy, { ...given, owner: given.owner }) : '',
    });
    return shortMessage(text, [
      button(
        'finish_follow_up',
        sayPlain(policy, 'button.follow_up_done'),
        { incident: incident.id, arg: String(id) },
        { suffix: String(id) },
      ),
      button('follow_ups', sayPlain(policy, 'button.follow_ups'), { incident: incident.id }),
    ]);
  },
};
