import { doerOf, type MeetingRole, meetingRoles } from '../../incident/meeting/roles.ts';
import type { ViewContext } from '../context.ts';
import { type Mrkdwn, mention } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { meetingRoleName } from './names.ts';

/** Who does what in the meeting, a line for each role. */
export function whoLines({ incident, policy }: ViewContext): Mrkdwn[] {
  return meetingRoles(policy).map(({ key }: MeetingRole) => {
    const role = meetingRoleName(policy, key);
    const doer = doerOf(incident, policy, key);
    if (!doer) return say(policy, 'meeting.nobody', { role });
    const who = mention(doer.userId);
    if (doer.role === key) return say(policy, 'meeting.has', { role, who });
    return say(policy, 'meeting.stands_in', {
      ...{ role, who },
      other: meetingRoleName(policy, doer.role),
    });
  });
}
