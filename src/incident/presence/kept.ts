import type { Consequence, Turn } from '../consequences.ts';
import { isOpen } from '../lookup.ts';
import { lastSent, promisedNext } from '../telling/audiences.ts';
import type { Kept } from './types.ts';

/** Which promises of news were kept: counted when news comes, or when what was late is promised anew. */

/** The key of status updates among audiences. */
export const roomKey = 'room';

/** People read promises by the minute: within the one that was named it is on time. */
const MINUTE_MS = 60_000;

export const keptConsequences: Consequence = (turn) => {
  const { before, after } = turn;
  if (!before || !isOpen(before.phase)) return null;
  const counted = [roomVerdict(turn), ...audienceVerdicts(turn)].filter((each) => each !== null);
  if (counted.length === 0) return null;
  let { kept } = after.state;
  for (const { key, isOnTime } of counted) {
    const before = Object.hasOwn(kept, key) ? kept[key] : undefined;
    kept = { ...kept, [key]: plus(before, isOnTime) };
  }
  return { after: { ...after, state: { ...after.state, kept } }, also: [], effects: [] };
};

interface Verdict {
  key: string;
  isOnTime: boolean;
}

/** A promise that gives way to another was kept by an update, or was late already, or was moved in time. */
function roomVerdict({ before, after, entry, now }: Turn): Verdict | null {
  const was = before?.state.updates.nextDueAt;
  if (!was || was.getTime() === after.state.updates.nextDueAt?.getTime()) return null;
  if (isLate(was, now)) return { key: roomKey, isOnTime: false };
  return entry.type === 'post_update' ? { key: roomKey, isOnTime: true } : null;
}

/** What was promised to audiences and was sent just now, or never will be. */
function audienceVerdicts({ before, after, policy, now }: Turn): Verdict[] {
  if (!before) return [];
  return policy.audiences.flatMap((audience): Verdict[] => {
    const was = promisedNext(before, policy, audience);
    if (!was) return [];
    const { key } = audience;
    const isLateNow = isLate(was, now);
    const isTold = lastSent(after, key)?.id !== lastSent(before, key)?.id;
    if (isTold) return [{ key, isOnTime: !isLateNow }];
    return !isOpen(after.phase) && isLateNow ? [{ key, isOnTime: false }] : [];
  });
}

function isLate(dueAt: Date, now: Date): boolean {
  return now.getTime() - dueAt.getTime() >= MINUTE_MS;
}

function plus({ onTime, late }: Kept = { onTime: 0, late: 0 }, isOnTime: boolean): Kept {
  return isOnTime ? { onTime: onTime + 1, late } : { onTime, late: late + 1 };
}
