import type { MeetingNews } from '../../incident/booking/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { between } from '../duration.ts';
import { type Mrkdwn, mentions, prose } from '../mrkdwn.ts';
import { say } from '../say.ts';

/** Words that several views of the meeting share. */

/** Whether it leaves people's calendars. */
export function isOff({ what }: Pick<MeetingNews, 'what'>): boolean {
  return what === 'cancelled' || what === 'withdrawn';
}

/** How long it is. */
export function lengthText(policy: Policy, { fromAt, toAt }: { fromAt: Date; toAt: Date }): string {
  return between(policy, fromAt, toAt);
}

/** Where people meet, on a line of its own; nothing where nobody said. */
export function whereText(policy: Policy, where: string): Mrkdwn | '' {
  return where === '' ? '' : say(policy, 'booking.where', { where: prose(where) });
}

/** So many people are named; the others are counted. */
const named = 12;

/** People by name; `count` is how many there are, where not all of them are known here. */
export function somePeople(
  policy: Policy,
  userIds: readonly string[],
  count = userIds.length,
): Mrkdwn {
  const first = userIds.slice(0, named);
  const more = count - first.length;
  if (more <= 0) return mentions(first);
  return say(policy, 'booking.more_people', { who: mentions(first), count: more });
}
