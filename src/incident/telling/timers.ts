import type { Policy } from '../../policy/schema.ts';
import type { Incident, Timer } from '../types.ts';

export function tellingTimers(_incident: Incident, _policy: Policy): Timer[] {
  return [];
}
