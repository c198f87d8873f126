import type { Policy } from '../policy/schema.ts';
import { actionItemsConsequences } from './action-items/consequences.ts';
import { reviewConsequences } from './action-items/review.ts';
import { bookingConsequences } from './booking/consequences.ts';
import { clocksConsequences } from './clocks/consequences.ts';
import { courseConsequences } from './course/consequences.ts';
import { drillsConsequences } from './drills/consequences.ts';
import type { Also } from './entry-data.ts';
import { escalationConsequences } from './escalation/consequences.ts';
import { kindsConsequences } from './kinds/consequences.ts';
import { linksConsequences } from './links/consequences.ts';
import { meetingConsequences } from './meeting/consequences.ts';
import { postmortemConsequences, wordsConsequences } from './postmortem/consequences.ts';
import { owedConsequences } from './postmortem/owed.ts';
import { presenceConsequences } from './presence/consequences.ts';
import { tasksConsequences } from './tasks/consequences.ts';
import { tellingConsequences } from './telling/consequences.ts';
import type { Effect, Incident, TimelineEntry } from './types.ts';

/** An incident, or one that the store did not give an id, a number and the hash of its policy yet. */
export type Draft = Omit<Incident, 'id' | 'teamId' | 'number' | 'policyHash'>;

/** A decision as it was just taken. */
export interface Turn<D extends Draft = Draft> {
  /** Null for a declaration. */
  before: Draft | null;
  after: D;
  entry: TimelineEntry;
  policy: Policy;
  now: Date;
}

/** What a topic adds to a decision: the incident after it, what the timeline says of it, effects. Null: nothing. */
export type Consequence = <D extends Draft>(
  turn: Turn<D>,
) => { after: D; also: Also[]; effects: Effect[] } | null;

/**
 * In this order: what it is decides what is to be done; what was done sets milestones; those open
 * obligations and messages.
 */
const topics: Consequence[] = [
  kindsConsequences,
  tasksConsequences,
  courseConsequences,
  // A stage or a milestone may start a list, which may reach a milestone.
  tasksConsequences,
  courseConsequences,
  tellingConsequences,
  linksConsequences,
  postmortemConsequences,
  wordsConsequences,
  bookingConsequences,
  meetingConsequences,
  owedConsequences,
  actionItemsConsequences,
  reviewConsequences,
  presenceConsequences,
  clocksConsequences,
  // What is late may have to be climbed.
  escalationConsequences,
  drillsConsequences,
];

/** What was entered afterwards starts no lists and owes nobody a message any more. */
const ofPast: Consequence[] = [kindsConsequences, courseConsequences, linksConsequences];

/**
 * What follows by itself from a decision, whatever made it: lists that start, milestones that are
 * reached, obligations that are opened. It is said in the decision's own entry, as `also`.
 */
export function withConsequences<D extends Draft>(
  turn: Turn<D>,
): { after: D; entry: TimelineEntry; effects: Effect[] } {
  let { after } = turn;
  const { also: said = [] } = turn.entry.data as { also?: Also[] };
  const also: Also[] = [...said];
  const effects: Effect[] = [];
  const quiet = new Map<Consequence, D>();
  for (const topic of after.state.isPast ? ofPast : topics) {
    // Whoever is asked again about what it had nothing to say of has nothing to say of it.
    if (quiet.get(topic) === after) continue;
    const more = topic({ ...turn, after });
    if (!more) {
      quiet.set(topic, after);
      continue;
    }
    after = more.after;
    also.push(...more.also);
    effects.push(...more.effects);
  }
  const entry =
    also.length > 0 ? { ...turn.entry, data: { ...turn.entry.data, also } } : turn.entry;
  return { after, entry, effects };
}
