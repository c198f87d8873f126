import type { OrganisationRefusal } from '../../organisation/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { literal, type Mrkdwn, mention } from '../mrkdwn.ts';
import { refusalText } from '../refusal.ts';
import { say } from '../say.ts';

/** Why nothing was changed in who is on call, for the person who asked. */
export function onCallRefusal(policy: Policy, refusal: OrganisationRefusal): Mrkdwn {
  switch (refusal.code) {
    case 'not_allowed':
      return refusalText(policy, refusal, null);
    case 'cannot_hold':
      return say(policy, 'refused.cannot_be_on_call', { who: mention(refusal.userId) });
    case 'no_schedules':
      return say(policy, 'refused.no_schedules');
    case 'unknown_schedule': {
      const names = policy.on_call.map(({ key, name }) => `${name} (${key})`).join(', ');
      const given = literal(refusal.given.slice(0, 60));
      return say(policy, 'refused.unknown_schedule', { given, allowed: names });
    }
    case 'override_backwards':
      return say(policy, 'refused.override_backwards');
    case 'override_too_long':
      return say(policy, 'refused.override_too_long', { days: refusal.maxDays });
    case 'too_many_overrides':
      return say(policy, 'refused.too_many_overrides', { most: refusal.most });
    case 'unknown_override':
      return say(policy, 'refused.unknown_override');
  }
}
