import type { UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { join, literal, Mrkdwn, mention, mentions } from './mrkdwn.ts';
import { roleName } from './names.ts';
import { say } from './say.ts';

/** Whom a line speaks to, before it: `@ada: `; nothing where there is nobody. */
export function addressed(policy: Policy, userIds: readonly UserId[]): Mrkdwn | string {
  return userIds.length > 0 ? say(policy, 'people.addressed', { who: mentions(userIds) }) : '';
}

/** Whom a list of the policy means, in words that people read: names of teams and roles, not keys. */
export function whoText(policy: Policy, refs: readonly string[]): Mrkdwn {
  if (refs.length === 0) return say(policy, 'people.nobody');
  return join(
    [...new Set(refs)].map((ref) => oneText(policy, ref)),
    ', ',
  );
}

function oneText(policy: Policy, ref: string): Mrkdwn {
  const [kind = '', key = ''] = ref.split(':');
  const { teams, contacts } = policy.directory;
  const named = (list: { key: string; name: string }[]) =>
    literal(list.find((each) => each.key === key)?.name ?? key);
  if (ref === 'anyone') return say(policy, 'people.anyone');
  if (kind === 'role') return literal(roleName(policy, key));
  if (kind === 'team') return named(teams);
  if (kind === 'contact') return named(contacts);
  if (kind === 'on_call') return named(policy.on_call);
  // Named apart from its rotation, whose people may have been reached in Slack.
  if (kind === 'pager') return say(policy, 'page.pager', { name: named(policy.on_call) });
  if (/^[UW][A-Z0-9]{2,}$/.test(ref)) return mention(ref);
  if (/^S[A-Z0-9]{2,}$/.test(ref)) return new Mrkdwn(`<!subteam^${ref}>`);
  return literal(ref);
}
