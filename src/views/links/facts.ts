import { tieTo } from '../../incident/links/pairs.ts';
import type { LinksFact } from '../../incident/links/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { mention, oneLine, prose } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { roomAdopted } from './adopt.ts';
import { fieldNamed, fileNames } from './files.ts';
import { sameAgain } from './similar.ts';
import { numbers as numbered, roomOfTie } from './ties.ts';

export const linksFacts: FactViews<LinksFact> = {
  files_attached: ({ policy }, { files, field, by }) => {
    const values = { by: mention(by), files: fileNames(files) };
    if (field === null) return shortMessage(say(policy, 'fact.files_attached', values));
    const named = { ...values, field: fieldNamed(policy, field) };
    return shortMessage(say(policy, 'fact.files_attached_as', named));
  },
  room_adopted: ({ incident, policy }, fact) => roomAdopted(incident, policy, fact),
  made_private: ({ policy }, { reason, by }) =>
    shortMessage(
      say(policy, 'fact.made_private', {
        by: mention(by),
        reason: reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '',
      }),
    ),
  past_recorded: ({ incident, policy }) =>
    shortMessage(
      say(policy, 'fact.past_recorded', {
        number: incident.number,
        title: oneLine(incident.title),
      }),
      [button('show', sayPlain(policy, 'button.show'), { incident: incident.id })],
    ),
  merged: (view, { into, intoId, reason, by }) => {
    const { policy } = view;
    const room = roomOfTie(view, into) ?? say(policy, 'tie.number', { number: into });
    const why = reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '';
    const text = say(policy, 'fact.merged', { by: mention(by), into, room, reason: why });
    return shortMessage(text, [
      button('join_room', sayPlain(policy, 'button.go_there', { number: into }), {
        incident: intoId,
      }),
    ]);
  },
  merged_here: ({ incident, policy }, { from, people, by }) => {
    // What has become private meanwhile is tied no more.
    const tie = tieTo(incident, from);
    const other = tie
      ? say(policy, 'tie.named', { number: from, title: oneLine(tie.title) })
      : say(policy, 'tie.number', { number: from });
    return shortMessage(say(policy, 'fact.merged_here', { by: mention(by), other, people }));
  },
  same_again: (view, { other, by }) => sameAgain(view, { other, by: mention(by) }),
  subs_open: ({ policy }, { numbers }) =>
    shortMessage(say(policy, 'fact.subs_open', { numbers: numbered(numbers) })),
};
