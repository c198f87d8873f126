import type { PostmortemCommand } from '../../incident/postmortem/types.ts';
import type { DoneViews } from '../done.ts';
import { mention, oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { sectionName } from './names.ts';

export const postmortemDone: DoneViews<PostmortemCommand> = {
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
  add_to_section: ({ policy }, { key }) =>
    say(policy, 'done.add_to_section', { section: oneLine(sectionName(policy, key)) }),
};
