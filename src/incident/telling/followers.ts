import type { Draft } from '../consequences.ts';
import { minutesAfter } from '../instants.ts';
import { isOpen } from '../lookup.ts';
import type { UserId } from '../types.ts';
import type { Follower } from './types.ts';

/** Who follows an incident by direct message, and when they are told next. */

/** People who follow one incident, at most. */
export const mostFollowers = 100;
/** How rarely somebody may be told, in minutes. */
export const followMinutes = { min: 5, max: 1440 } as const;

/** When a follower may be told again; null: at any time. */
export function mayHearAt({ everyMinutes, lastAt }: Follower): Date | null {
  return everyMinutes === null || lastAt === null ? null : minutesAfter(lastAt, everyMinutes);
}

/** Followers who were not told the last update yet, and when they are, soonest first. */
export function waitingFollowers(
  incident: Draft,
): { userId: UserId; follower: Follower; dueAt: Date }[] {
  const { updates, followers } = incident.state;
  const newsAt = updates.last?.at;
  if (!newsAt || !isOpen(incident.phase)) return [];
  return Object.entries(followers)
    .flatMap(([userId, follower]) => {
      const dueAt = mayHearAt(follower);
      const isTold = !follower.lastAt || follower.lastAt >= newsAt;
      return isTold || !dueAt ? [] : [{ userId, follower, dueAt }];
    })
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/** The followers with these told now. */
export function heard(
  followers: Record<UserId, Follower>,
  userIds: readonly UserId[],
  now: Date,
): Record<UserId, Follower> {
  return Object.fromEntries(
    Object.entries(followers).map(([userId, follower]) => [
      userId,
      userIds.includes(userId) ? { ...follower, lastAt: now } : follower,
    ]),
  );
}
