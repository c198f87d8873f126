import type { UserId } from '../../incident/types.ts';
import type { Desk } from '../gesture.ts';

/**
 * What stands for a person among those who answered: the same each time, and nothing that whoever
 * reads the database could make, because it takes the app's own token.
 */
export function markOf(desk: Pick<Desk, 'seal'>, incidentId: number, userId: UserId): string {
  return desk.seal(`answered:${incidentId}:${userId}`).slice(0, 32);
}
