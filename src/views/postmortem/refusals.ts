import type { PostmortemRefusal } from '../../incident/postmortem/types.ts';
import { join, mention, oneLine, when } from '../mrkdwn.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';
import { sectionName } from './names.ts';

export const postmortemRefusals: RefusalViews<PostmortemRefusal> = {
  unknown_section: (policy, { given, allowed }) =>
    say(policy, 'refused.unknown_section', {
      given: oneLine(given.slice(0, 80)),
      allowed: join(
        allowed.map((key) => oneLine(sectionName(policy, key))),
        ', ',
      ),
    }),
  section_changed: (policy, { key, by, at }) =>
    say(policy, 'refused.section_changed', {
      section: oneLine(sectionName(policy, key)),
      who: mention(by),
      at: when(at),
    }),
  empty_section: (policy, { key }) =>
    say(policy, 'refused.empty_section', { section: oneLine(sectionName(policy, key)) }),
  no_postmortem: (policy) => say(policy, 'refused.no_postmortem'),
  postmortem_held_already: (policy) => say(policy, 'refused.postmortem_held_already'),
  postmortem_required: (policy) => say(policy, 'refused.postmortem_required'),
  author_already: (policy, { userId }) =>
    say(policy, 'refused.author_already', { who: mention(userId) }),
};
