import { holds } from '../incident/conditions.ts';
import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { milestoneName } from '../views/course/names.ts';
import type { Ahead } from './ahead.ts';

/** What comes after an incident by the policy, and what should have been ready before it. */
export function afterwards(policy: Policy, incident: Incident): Ahead[] {
  return [...postmortem(policy, incident), ...ready(policy, incident), ...drills(policy)];
}

/** What no clock of the incident says: one that people choose, or that has no time. */
function postmortem(policy: Policy, incident: Incident): Ahead[] {
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

/** What should have been tested before, by the day of declaration. */
function ready(policy: Policy, { declaredAt }: Incident): Ahead[] {
  const today = declaredAt.toISOString().slice(0, 10);
  return policy.directory.readiness
    .filter(({ next_test: next }) => next !== undefined && next < today)
    .map((each) => ({
      what: 'directory.readiness[].next_test',
      at: null,
      text: `${each.name}: its test was due on ${each.next_test}`,
      who: each.owner ? [each.owner] : [],
    }));
}

function drills(policy: Policy): Ahead[] {
  return policy.drills
    .filter(({ next }) => next !== undefined)
    .map((drill) => ({
      what: 'drills',
      at: null,
      text: `${drill.name}: the next one is on ${drill.next}`,
    }));
}
