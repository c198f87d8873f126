import type { LinksRefusal } from '../../incident/links/types.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';

export const linksRefusals: RefusalViews<LinksRefusal> = {
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
};
