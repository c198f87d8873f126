import { type Refused, refuse } from '../decision.ts';
import type { Incident } from '../types.ts';
import { linkLimits } from './limits.ts';

/** Whether an incident still has room in its state: what ties bring must not keep it from going on. */
export function hasSpace({ state }: Pick<Incident, 'state'>): boolean {
  return new TextEncoder().encode(JSON.stringify(state)).length <= linkLimits.stateBytes;
}

/** Refused because the incident holds as much as it can. */
export function spaceFault(after: Pick<Incident, 'state'>): Refused | null {
  return hasSpace(after) ? null : refuse({ code: 'incident_full' });
}
