import type { PostmortemFact } from '../../incident/postmortem/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { mention } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';

export const postmortemFacts: FactViews<PostmortemFact> = {
  postmortem_status: ({ policy, incident }, { status, by }) =>
    shortMessage(
      say(policy, status === 'published' ? 'fact.postmortem_published' : 'fact.postmortem_review', {
        who: mention(by),
        number: incident.number,
      }),
      [button('postmortem', sayPlain(policy, 'button.postmortem'), { incident: incident.id })],
    ),
  postmortem_given: ({ policy, incident }, { by }) => {
    const { id, number, title } = incident;
    const text = say(policy, 'fact.postmortem_given', { by: mention(by), number, title });
    return shortMessage(text, [
      button('postmortem', sayPlain(policy, 'button.postmortem'), { incident: id }),
    ]);
  },
};
