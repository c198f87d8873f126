import type { LinksCommand } from '../../incident/links/types.ts';
import type { DoneViews } from '../done.ts';
import { say } from '../say.ts';
import { fileNames } from './files.ts';

export const linksDone: DoneViews<LinksCommand> = {
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
  same_as: ({ incident, policy }, { other }) =>
    say(policy, 'done.same_as', { number: incident.number, other }),
  unrelate: ({ incident, policy }, { other }) =>
    say(policy, 'done.unrelate', { number: incident.number, other }),
  adopt_room: ({ incident, policy }) => say(policy, 'done.adopt_room', { number: incident.number }),
};
