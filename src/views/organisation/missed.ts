import type { Policy } from '../../policy/schema.ts';
import { context } from '../blocks.ts';
import { say } from '../say.ts';

/** How often it was to come while Muster was away. */
export function missedNote(policy: Policy, missed: number) {
  return missed > 0 ? [context(say(policy, 'again.missed', { missed }))] : [];
}
