import type { Button } from '@slack/types';
import type { LinksRefusal } from '../../incident/links/types.ts';
import type { Incident, Refusal } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button } from '../blocks.ts';
import type { RefusalViews } from '../refusal.ts';
import { say, sayPlain } from '../say.ts';

export const linksRefusals: RefusalViews<LinksRefusal> = {
  unknown_follow_up_class: (policy, { given, allowed }) =>
    say(policy, 'refused.unknown_follow_up_class', {
      given: given.slice(0, 80),
      allowed: allowed.join(', '),
    }),
  unknown_follow_up: (policy) => say(policy, 'refused.unknown_follow_up'),
  follow_up_done: (policy) => say(policy, 'refused.follow_up_done'),
  too_many_follow_ups: (policy, { max }) => say(policy, 'refused.too_many_follow_ups', { max }),
  bad_day: (policy, { given }) => say(policy, 'refused.bad_day', { given: given.slice(0, 40) }),
  bad_link: (policy, { given }) => say(policy, 'refused.bad_link', { given: given.slice(0, 80) }),
  no_files: (policy) => say(policy, 'refused.no_files'),
  files_known: (policy) => say(policy, 'refused.files_known'),
  too_many_files: (policy, { max }) => say(policy, 'refused.too_many_files', { max }),
  unknown_files_field: (policy, { given, allowed }) =>
    say(policy, 'refused.unknown_files_field', {
      given: given.slice(0, 80),
      allowed: allowed.join(', '),
    }),
  room_privacy_differs: (policy, { isPrivate }) =>
    say(policy, isPrivate ? 'refused.room_public' : 'refused.room_private'),
  private_already: (policy) => say(policy, 'refused.private_already'),
  past_in_future: (policy) => say(policy, 'refused.past_in_future'),
  past_turned_around: (policy) => say(policy, 'refused.past_turned_around'),
  incident_full: (policy) => say(policy, 'refused.incident_full'),
  same_incident: (policy) => say(policy, 'refused.same_incident'),
  other_ended: (policy, { number }) => say(policy, 'refused.other_ended', { number }),
  privacy_differs: (policy, { number, isPrivate }) =>
    say(policy, isPrivate ? 'refused.other_private' : 'refused.other_public', { number }),
  drill_differs: (policy, { number, isDrill }) =>
    say(policy, isDrill ? 'refused.other_drill' : 'refused.other_real', { number }),
  private_tie: (policy, { number }) => say(policy, 'refused.private_tie', { number }),
  related_already: (policy, { number }) => say(policy, 'refused.related_already', { number }),
  not_related: (policy, { number }) => say(policy, 'refused.not_related', { number }),
  too_many_ties: (policy, { max }) => say(policy, 'refused.too_many_ties', { max }),
  follow_up_expected: (policy, { classes }) =>
    say(policy, 'refused.follow_up_expected', { classes: classes.join(', ') }),
};

/** Buttons beside a refusal that has a way out; `typed` goes into the form that opens. */
export function linksWaysOut(
  policy: Policy,
  refusal: Refusal,
  { id: incident }: Incident,
  typed: string,
): Button[] {
  if (refusal.code !== 'follow_up_expected') return [];
  const again = { incident, arg: 'anyway', ...(typed ? { typed } : {}) };
  return [
    button('add_follow_up', sayPlain(policy, 'button.follow_up'), { incident }),
    button('close', sayPlain(policy, 'button.close_anyway'), again),
  ];
}
