import type { Consequence, Draft, Turn } from '../consequences.ts';
import { tellRoom } from '../decision.ts';
import type { Also } from '../entry-data.ts';
import { commanderRole, holdersOf, isOpen } from '../lookup.ts';
import type { Effect } from '../types.ts';
import { scoreOf } from './score.ts';
import type { DrillState } from './types.ts';

/** More people than that hold no exercise together; those beyond are not reached by name. */
const mostPeople = 300;

/** Keeps what an exercise is judged by, and says once how it went. */
export const drillsConsequences: Consequence = (turn) => {
  const { after, policy, now } = turn;
  const drill = after.state.drill;
  if (!drill) return null;
  const kept = keptOf(turn, drill);
  const isOver = isOverNow(turn) && kept.scoredAt === null;
  const record: DrillState = isOver ? { ...kept, scoredAt: now } : kept;
  const next = { ...after, state: { ...after.state, drill: record } };
  const effects: Effect[] = isOver
    ? [tellRoom({ type: 'scorecard', score: scoreOf(next, policy) })]
    : [];
  return { after: next, also: isOver ? [{ type: 'drill_scored' }] : [], effects };
};

function keptOf({ after, entry, policy, now }: Turn, drill: DrillState): DrillState {
  const { actor, type } = entry;
  const { people } = drill;
  const isCommanded = holdersOf(after, commanderRole(policy)).length > 0;
  const acts = actor.kind === 'person' && !people.includes(actor.userId) ? [actor.userId] : [];
  const { also = [] } = entry.data as { also?: Also[] };
  const past = also.flatMap((each) => (each.type === 'went_past' ? each.gates : []));
  return {
    ...drill,
    people: [...people, ...acts].slice(0, mostPeople),
    commanderAt: drill.commanderAt ?? (isCommanded ? now : null),
    updateAt: drill.updateAt ?? (type === 'post_update' ? now : null),
    gatesPast: drill.gatesPast + past.length,
  };
}

/** Whether it is over with this decision; what was no exercise after all is not judged. */
function isOverNow({ before, after }: Turn): boolean {
  const isJudged = (['resolved', 'reviewing', 'closed'] as Draft['phase'][]).includes(after.phase);
  return before !== null && isOpen(before.phase) && isJudged;
}
