import type { UserId } from '../incident/types.ts';
import type { Reads } from './ports.ts';

/** What of the Home tab is read of incidents, as far as its owner may see them. */
export async function readHome(
  read: Pick<Reads, 'open' | 'mine' | 'owed' | 'reviews'>,
  userId: UserId,
) {
  const [open, mine, owed, reviews] = await Promise.all([
    read.open(userId),
    read.mine(userId),
    read.owed(userId),
    read.reviews(userId),
  ]);
  return { open, mine, owed, reviews };
}
