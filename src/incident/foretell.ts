import type { Policy } from '../policy/schema.ts';
import { decide } from './decide.ts';
import { later } from './instants.ts';
import { timersFor } from './timers.ts';
import type { Effect, Incident, TimelineEntry, Timer } from './types.ts';

/** One instant at which something happens by itself. */
export interface Foretold {
  at: Date;
  /** What was due then, soonest first. */
  timers: Timer[];
  /** What the timeline says of it; null: nothing. */
  entry: TimelineEntry | null;
  /** What is told and renewed by it. */
  effects: Effect[];
  /** The incident after it. */
  incident: Incident;
}

/** Far more than a policy can ask for in a year; a timer that never ends is a bug, and is told so. */
const mostInstants = 20_000;

/**
 * What happens to an incident from now until `until`, that instant included, if nobody does anything:
 * the rules as they are, carried out on copies. Pure; nothing is changed. What is late by now happens
 * now, as it would when Muster starts again. Lazy: who wants only the next few instants asks for no
 * more. Throws where a timer never ends.
 */
export function* foretell(
  incident: Incident,
  policy: Policy,
  now: Date,
  until: Date,
): Generator<Foretold, void> {
  let after = incident;
  let at = now;
  for (let count = 0; count < mostInstants; count += 1) {
    const timers = timersFor(after, policy);
    const [first] = timers;
    if (!first) return;
    at = later(later(first.dueAt, after.updatedAt), at);
    if (at > until) return;
    const due = timers.filter(({ dueAt }) => dueAt <= at);
    const keys = due.map(({ key }) => key);
    const decision = decide(after, { type: 'fire_timers', keys }, policy, at);
    if (!decision.ok) throw new Error(`the clock was refused: ${decision.refusal.code}`);
    after = decision.incident;
    yield { at, timers: due, entry: decision.entry, effects: decision.effects, incident: after };
  }
  throw new Error('a timer of this policy never ends');
}
