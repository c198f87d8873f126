import type { TellingRefusal } from '../../incident/telling/types.ts';
import { mention, when } from '../mrkdwn.ts';
import { whoText } from '../people.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';
import { audienceName, obligationName } from './names.ts';

export const tellingRefusals: RefusalViews<TellingRefusal> = {
  unknown_audience: (policy, { given, allowed }) =>
    say(policy, 'refused.unknown_audience', {
      given: given.slice(0, 80),
      allowed: allowed.map((key) => audienceName(policy, key)).join(', '),
    }),
  unknown_template: (policy, { given }) =>
    say(policy, 'refused.unknown_template', { given: given.slice(0, 80) }),
  no_message: (policy) => say(policy, 'refused.no_message'),
  message_ended: (policy, { status, at }) =>
    say(policy, `refused.message_${status}`, { at: when(at) }),
  told_meanwhile: (policy, { audience, by, at }) =>
    say(policy, 'refused.told_meanwhile', {
      audience: audienceName(policy, audience),
      by: mention(by),
      at: when(at),
    }),
  not_approved: (policy, { who }) =>
    say(policy, 'refused.not_approved', { who: whoText(policy, who) }),
  needs_no_approval: (policy, { audience }) =>
    say(policy, 'refused.needs_no_approval', { audience: audienceName(policy, audience) }),
  cannot_send: (policy, { audience }) =>
    say(policy, 'refused.cannot_send', { audience: audienceName(policy, audience) }),
  drafts_full: (policy) => say(policy, 'refused.drafts_full'),
  no_feedback: (policy, { audience }) =>
    say(policy, 'refused.no_feedback', { audience: audienceName(policy, audience) }),
  unknown_obligation: (policy, { given, allowed }) =>
    say(policy, 'refused.unknown_obligation', {
      given: given.slice(0, 80),
      allowed: allowed.join(', '),
    }),
  obligation_ended: (policy, { status, by, at }) =>
    say(policy, `refused.obligation_${status}`, { at: when(at), by: mention(by ?? '') }),
  obligation_opened: (policy, { obligation }) =>
    say(policy, 'refused.obligation_opened', { obligation: obligationName(policy, obligation) }),
  follows_already: (policy) => say(policy, 'refused.follows_already'),
  follows_not: (policy) => say(policy, 'refused.follows_not'),
  followers_full: (policy, { max }) => say(policy, 'refused.followers_full', { max }),
};
