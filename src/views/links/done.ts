import type { LinksCommand } from '../../incident/links/types.ts';
import type { DoneViews } from '../done.ts';
import { oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { fileNames } from './files.ts';
import { followUpDetails } from './follow-ups.ts';

export const linksDone: DoneViews<LinksCommand> = {
  add_follow_up: ({ incident, policy }) => {
    const added = incident.state.followUps.at(-1);
    return say(policy, 'done.add_follow_up', {
      number: incident.number,
      text: oneLine(added?.text ?? ''),
      details: added ? followUpDetails(policy, added) : '',
    });
  },
  finish_follow_up: ({ incident, policy }, { id }) =>
    say(policy, 'done.finish_follow_up', {
      text: oneLine(incident.state.followUps.find((each) => each.id === id)?.text ?? ''),
    }),
  make_private: ({ incident, policy }) =>
    say(policy, 'done.make_private', { number: incident.number }),
  attach_files: ({ incident, policy }, { files }) =>
    say(policy, 'done.attach_files', { number: incident.number, files: fileNames(files) }),
  merge: ({ incident, policy }, { other: into }) =>
    say(policy, 'done.merge', { number: incident.number, into }),
  take_in: ({ incident, policy }, { from }) =>
    say(policy, 'done.merge', { number: from.number, into: incident.number }),
  relate: ({ incident, policy }, { other }) =>
    say(policy, 'done.relate', { number: incident.number, other }),
  unrelate: ({ incident, policy }, { other }) =>
    say(policy, 'done.unrelate', { number: incident.number, other }),
  adopt_room: ({ incident, policy }) => say(policy, 'done.adopt_room', { number: incident.number }),
  link_follow_up: ({ policy }) => say(policy, 'done.link_follow_up'),
};
