import type { PostmortemCommand } from '../../incident/postmortem/types.ts';
import type { DoneViews } from '../done.ts';
import { join, mention, oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { handOutDone } from './hand-out.ts';
import { reviewStatusName, sectionName } from './names.ts';

export const postmortemDone: DoneViews<PostmortemCommand> = {
  ...handOutDone,
  hold_postmortem: ({ policy, incident }) =>
    say(policy, 'done.hold_postmortem', { number: incident.number }),
  skip_postmortem: ({ policy, incident }) =>
    say(policy, 'done.skip_postmortem', { number: incident.number }),
  take_postmortem: ({ policy, incident }) =>
    say(policy, 'done.take_postmortem', { number: incident.number }),
  assign_postmortem: ({ policy, incident }, { userId }) =>
    say(policy, 'done.assign_postmortem', { who: mention(userId), number: incident.number }),
  edit_section: ({ policy }, { key }) =>
    say(policy, 'done.edit_section', { section: oneLine(sectionName(policy, key)) }),
  import_postmortem: ({ policy, incident }, { sections }) => {
    const names = sections.map(({ key }) => oneLine(sectionName(policy, key)));
    const said = say(policy, 'done.import_postmortem', {
      number: incident.number,
      sections: join(names, ', '),
    });
    const clashes = sections.filter(({ isClash }) => isClash);
    if (clashes.length === 0) return said;
    const both = clashes.map(({ key }) => oneLine(sectionName(policy, key)));
    return join([said, say(policy, 'done.import_clashes', { sections: join(both, ', ') })]);
  },
  set_postmortem_status: ({ policy, incident }) =>
    say(policy, 'done.set_postmortem_status', {
      number: incident.number,
      status: reviewStatusName(policy, incident.state.postmortem.status),
    }),
  read_postmortem: ({ policy, incident }) =>
    say(policy, 'done.read_postmortem', { number: incident.number }),
  add_to_section: ({ policy }, { key }) =>
    say(policy, 'done.add_to_section', { section: oneLine(sectionName(policy, key)) }),
};
