import { holds } from '../incident/conditions.ts';
import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { milestoneName } from '../views/course/names.ts';
import type { Ahead } from './ahead.ts';

/**
 * What comes after an incident and no clock of it says: a postmortem that people choose, or that has
 * no time.
 */
export function afterwards(policy: Policy, incident: Incident): Ahead[] {
  const { postmortem: review } = policy;
  if (!review || incident.isDrill) return [];
  if (!review.chosen && !holds(review.required, incident, policy)) return [];
  if (!review.chosen && review.within_days !== undefined) return [];
  const chosen = review.chosen ? ' if it is chosen for one' : '';
  const days = review.within_days;
  const milestone = milestoneName(policy, review.of);
  const within = days
    ? ` within ${days} ${review.business_days ? 'business ' : ''}${days === 1 ? 'day' : 'days'} of ${milestone}`
    : '';
  const text = `A postmortem is held${chosen}${within}`;
  const what = review.chosen ? 'postmortem.chosen' : 'postmortem.attendees';
  return [{ what, at: null, text, who: review.attendees }];
}
