import { doerOf, type MeetingRole, meetingRoles } from '../../incident/meeting/roles.ts';
import type { ViewContext } from '../context.ts';
import { type Mrkdwn, mention } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { meetingRoleName } from './names.ts';

/** Who does what in the meeting: a line for each role that somebody has, and one for the rest. */
export function whoLines({ incident, policy }: ViewContext): Mrkdwn[] {
  const roles = meetingRoles(policy);
  const free = roles.filter(({ key }) => !doerOf(incident, policy, key));
  const names = free.map(({ key }) => meetingRoleName(policy, key)).join(', ');
  const taken = roles.flatMap(({ key }: MeetingRole) => {
    const role = meetingRoleName(policy, key);
    const doer = doerOf(incident, policy, key);
    if (!doer) return [];
    const who = mention(doer.userId);
    if (doer.role === key) return say(policy, 'meeting.has', { role, who });
    return say(policy, 'meeting.stands_in', {
      ...{ role, who },
      other: meetingRoleName(policy, doer.role),
    });
  });
  return names ? [...taken, say(policy, 'meeting.nobody', { roles: names })] : taken;
}
