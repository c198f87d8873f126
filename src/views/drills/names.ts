import { planOf } from '../../incident/drills/planned.ts';
import type { Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { sayPlain } from '../say.ts';

/** What an exercise is called: as its plan, or just so. */
export function drillName(policy: Policy, incident: Pick<Incident, 'state'>): string {
  return planOf(incident, policy)?.name ?? sayPlain(policy, 'card.drill_unplanned');
}
