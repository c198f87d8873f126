import type { Consequence } from '../consequences.ts';
import type { Also } from '../entry-data.ts';
import type { Effect } from '../types.ts';
import { keptConsequences } from './kept.ts';
import { cadenceConsequences } from './promised.ts';
import { watchConsequences } from './watch.ts';

const parts: Consequence[] = [cadenceConsequences, keptConsequences, watchConsequences];

/** What follows by itself from a decision: another promise, the count of those that were kept, who was heard. */
export const presenceConsequences: Consequence = (turn) => {
  let { after } = turn;
  const also: Also[] = [];
  const effects: Effect[] = [];
  for (const part of parts) {
    const more = part({ ...turn, after });
    if (!more) continue;
    after = more.after;
    also.push(...more.also);
    effects.push(...more.effects);
  }
  return after === turn.after ? null : { after, also, effects };
};
