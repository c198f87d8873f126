import type { CourseRefusal } from '../../incident/course/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { linkTo, literal, mention, when } from '../mrkdwn.ts';
import { roleName } from '../names.ts';
import { whoText } from '../people.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';
import { gateText } from './gate.ts';
import { gateName, milestoneName } from './names.ts';

export const courseRefusals: RefusalViews<CourseRefusal> = {
  gate_closed: (policy, refusal) => gateText(policy, refusal),
  may_not_hold: (policy, { role, who }) =>
    say(policy, 'refused.may_not_hold', {
      role: roleName(policy, role),
      who: whoText(policy, who),
    }),
  not_with: (policy, { role, userId, held }) =>
    say(policy, 'refused.not_with', {
      who: mention(userId),
      held: roleName(policy, held),
      role: roleName(policy, role),
    }),
  unknown_stage: (policy, { given, allowed }) =>
    allowed.length === 0
      ? say(policy, 'refused.no_stages')
      : say(policy, 'refused.unknown_stage', unknown(given, allowed)),
  unknown_public_state: (policy, { given, allowed }) =>
    allowed.length === 0
      ? say(policy, 'refused.no_public_states')
      : say(policy, 'refused.unknown_public_state', unknown(given, allowed)),
  unknown_milestone: (policy, { given, allowed }) =>
    say(policy, 'refused.unknown_milestone', unknown(given, names(policy, allowed))),
  same_stage: (policy) => say(policy, 'refused.same_stage'),
  same_public_state: (policy) => say(policy, 'refused.same_public_state'),
  no_approval: (policy) => say(policy, 'refused.no_approval'),
  approved_already: (policy, { gate }) =>
    say(policy, 'refused.approved_already', { gate: gateName(policy, gate) }),
  bad_time: (policy) => say(policy, 'refused.bad_time'),
  in_future: (policy, { at }) => say(policy, 'refused.in_future', { at: when(at) }),
  call_on: (policy, { link, by }) =>
    say(policy, 'refused.call_on', { by: mention(by), link: linkTo(link, literal(link)) }),
  no_call: (policy) => say(policy, 'refused.no_call'),
  no_call_link: (policy) => say(policy, 'refused.no_call_link'),
  bad_call_link: (policy) => say(policy, 'refused.bad_call_link'),
};

function unknown(given: string, allowed: string[]) {
  return { given: given.slice(0, 80), allowed: allowed.join(', ') };
}

function names(policy: Policy, keys: string[]): string[] {
  return keys.map((key) => milestoneName(policy, key));
}
