import type { Consequence } from '../consequences.ts';
import { followerConsequences } from './follower-consequences.ts';
import { messageConsequences } from './message-consequences.ts';
import { obligationConsequences } from './obligation-consequences.ts';

const parts: Consequence[] = [messageConsequences, obligationConsequences, followerConsequences];

/** What follows by itself from a decision: who is told, what is owed, what followers hear. */
export const tellingConsequences: Consequence = (turn) => {
  let { after } = turn;
  let isAny = false;
  const also = [];
  const effects = [];
  for (const part of parts) {
    const more = part({ ...turn, after });
    if (!more) continue;
    isAny = true;
    after = more.after;
    also.push(...more.also);
    effects.push(...more.effects);
  }
  return isAny ? { after, also, effects } : null;
};
