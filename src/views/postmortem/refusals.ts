import type { Button } from '@slack/types';
import type { PostmortemRefusal } from '../../incident/postmortem/types.ts';
import type { Incident, Refusal } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button } from '../blocks.ts';
import { join, mention, oneLine, when } from '../mrkdwn.ts';
import type { RefusalViews } from '../refusal.ts';
import { say, sayPlain } from '../say.ts';
import { reviewStatusName, sectionName } from './names.ts';

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
  sections_empty: (policy, { keys }) =>
    say(policy, 'refused.sections_empty', {
      sections: join(
        keys.map((key) => oneLine(sectionName(policy, key))),
        ', ',
      ),
    }),
  postmortem_moved: (policy, { status }) =>
    say(policy, 'refused.postmortem_moved', { status: reviewStatusName(policy, status) }),
  postmortem_read_already: (policy) => say(policy, 'refused.postmortem_read_already'),
  postmortem_unwritten: (policy) => say(policy, 'refused.postmortem_unwritten'),
  same_document: (policy) => say(policy, 'refused.same_document'),
  author_already: (policy, { userId }) =>
    say(policy, 'refused.author_already', { who: mention(userId) }),
};

/** What helps on: to send it to review although sections are empty. */
export function postmortemWaysOut(policy: Policy, refusal: Refusal, incident: Incident): Button[] {
  if (refusal.code !== 'sections_empty') return [];
  const value = { incident: incident.id, arg: 'draft in_review anyway' };
  return [
    button('set_postmortem_status', sayPlain(policy, 'button.postmortem_anyway'), value, {
      suffix: 'anyway',
    }),
  ];
}
