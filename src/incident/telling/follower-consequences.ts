import type { Consequence, Turn } from '../consequences.ts';
import { isOpen } from '../lookup.ts';
import { heard, mayHearAt } from './followers.ts';
import { toPeople } from './messages.ts';
import { updateOf } from './occasions.ts';
import type { Followed } from './types.ts';

/**
 * What followers are told: each update, unless they asked for fewer, and how it ends. Who posted it
 * knows it already.
 */
export const followerConsequences: Consequence = (turn) => {
  const { after, entry, now } = turn;
  const { followers } = after.state;
  const what = followedBy(turn);
  if (!what || Object.keys(followers).length === 0) return null;
  const due = Object.entries(followers)
    .filter(([, follower]) => {
      const at = mayHearAt(follower);
      return what !== 'update' || at === null || at <= now;
    })
    .map(([userId]) => userId);
  const author = entry.actor.kind === 'person' ? entry.actor.userId : null;
  const who = due.filter((userId) => userId !== author).map((userId) => ({ userId }));
  const fact = { type: 'followed', what, update: updateOf(turn) } as const;
  return {
    after: { ...after, state: { ...after.state, followers: heard(followers, due, now) } },
    also: [],
    effects: who.length > 0 ? [toPeople(who, fact)] : [],
  };
};

const endings = ['resolved', 'closed', 'cancelled', 'declined', 'merged'] as const;

function followedBy({ before, after, entry }: Turn): Followed | null {
  if (!before) return null;
  if (before.phase !== after.phase) {
    const ending = endings.find((phase) => phase === after.phase);
    if (ending) return ending;
    if (!isOpen(before.phase) && isOpen(after.phase)) return 'reopened';
  }
  return entry.type === 'post_update' ? 'update' : null;
}
