import type { EscalationRefusal } from '../../incident/escalation/types.ts';
import type { Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { literal, when } from '../mrkdwn.ts';
import { whoText } from '../people.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';
import { ladderName } from './names.ts';

export const escalationRefusals: RefusalViews<EscalationRefusal> = {
  unknown_path: (policy, { given, allowed }) =>
    say(policy, 'refused.unknown_path', {
      given: given.slice(0, 80).replaceAll('`', "'"),
      allowed: allowed.join(', '),
    }),
  no_paths: (policy) => say(policy, 'refused.no_paths'),
  ladder_at_the_top: (policy, { path }, incident) =>
    say(policy, 'refused.ladder_at_the_top', { ladder: named(policy, path, incident) }),
  ladder_not_running: (policy, { path }, incident) =>
    say(policy, 'refused.ladder_not_running', { ladder: named(policy, path, incident) }),
  ladder_moved: (policy, { path, at }, incident) =>
    say(policy, 'refused.ladder_moved', { ladder: named(policy, path, incident), at: when(at) }),
  no_page: (policy) => say(policy, 'refused.no_page'),
  nobody_to_page: (policy, { given }) =>
    say(policy, 'refused.nobody_to_page', {
      given: given.length > 0 ? whoText(policy, given) : literal('…'),
    }),
  page_answered: (policy, { at }) => say(policy, 'refused.page_answered', { at: when(at) }),
};

function named(policy: Policy, path: string, incident: Incident | null): string {
  if (incident) return ladderName({ incident, policy }, path);
  return policy.escalation.find(({ key }) => key === path)?.name ?? path;
}
