import type { UserId } from '../incident/types.ts';
import { homeMost } from '../views/home.ts';
import type { Reads } from './ports.ts';

/**
 * What of the Home tab is read of incidents, as far as its owner may see them: the newest, and one more
 * than it shows, so that it can say that there are others.
 */
export async function readHome(
  read: Pick<Reads, 'mine' | 'others' | 'owed' | 'reviews'>,
  userId: UserId,
) {
  const [open, mine, owed, reviews] = await Promise.all([
    read.others(userId, homeMost + 1),
    read.mine(userId, homeMost + 1),
    read.owed(userId),
    read.reviews(userId),
  ]);
  return { open, mine, owed, reviews };
}
