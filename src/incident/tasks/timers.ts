import type { Policy } from '../../policy/schema.ts';
import type { Incident, Timer } from '../types.ts';

export function tasksTimers(_incident: Incident, _policy: Policy): Timer[] {
  return [];
}
