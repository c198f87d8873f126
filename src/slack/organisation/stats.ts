import { dayBegins } from '../../calendar/recurrence.ts';
import { dayAt } from '../../incident/links/days.ts';
import { countedUp } from '../../organisation/report.ts';
import type { Message } from '../../views/context.ts';
import { statsMessage } from '../../views/organisation/report.ts';
import type { Asking } from '../gesture.ts';

/** The numbers of this month so far, of what somebody may see. */
export async function statsAnswer({
  desk,
  userId,
}: Pick<Asking, 'desk' | 'userId'>): Promise<Message> {
  const policy = desk.ports.activePolicy();
  const { zone } = policy.calendar;
  const since = dayBegins(`${dayAt(desk.ports.now(), zone).slice(0, 7)}-01`, zone);
  const rows = await desk.ports.read.countedSince(since, userId);
  return statsMessage(policy, since, countedUp(rows, policy));
}
