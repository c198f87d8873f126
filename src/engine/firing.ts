import { randomUUID } from 'node:crypto';
import type { Away } from '../incident/away.ts';
import type { Timer } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import type { Engine } from './engine.ts';
import type { Poisoned } from './poison.ts';
import {
  type Accepted,
  type Indexed,
  type Locked,
  type Rows,
  rowsOf,
  timerChanges,
} from './rows.ts';
import { isUrgent } from './urgent-timers.ts';

/** An incident whose timers are to fire, locked. */
export interface Found extends Locked {
  now: Date;
  /** The timers it has in the index, as of when it was locked or just before. */
  indexed: Indexed[];
  /** Keys of timers that wait out a failure or were given up. */
  waiting: string[];
  /** When Muster was last away, in story time. */
  away: Away | null;
}

/** A timer whose rule threw. */
export type Failed = Omit<Poisoned, 'isParked'>;

/** What was decided, and the timers of the incident after it. */
type Fired = Accepted & { timers: Timer[] };

export interface Outcome {
  decisions: Fired[];
  fired: Timer[];
  failed: Failed[];
}

/** What of these timers is due and does not wait, urgent things first. */
export function dueOf({ now, waiting }: Found, timers: Timer[]): Timer[] {
  const due = timers.filter((timer) => timer.dueAt <= now && !waiting.includes(timer.key));
  return [
    ...due.filter(({ kind }) => isUrgent(kind)),
    ...due.filter(({ kind }) => !isUrgent(kind)),
  ];
}

/**
 * Decides all that is due together, so that rules can tell it in one message. If that throws, key by
 * key: a rule that throws silences its own timer and no other.
 */
export function decideDue(engine: Engine, found: Found, policy: Policy, due: Timer[]): Outcome {
  if (due.length === 0) return { decisions: [], fired: [], failed: [] };
  try {
    return { decisions: [decideKeys(engine, found, due, policy)], fired: due, failed: [] };
  } catch (error) {
    if (due.length > 1) return decideOneByOne(engine, found, due, policy);
    return { decisions: [], fired: [], failed: failed(found, due, error) };
  }
}

/**
 * What the decisions leave to be written, given the timers before them; where nothing fired, what the
 * index lags behind. Null: nothing.
 */
export function firedRows(found: Found, before: Timer[], outcome: Outcome): Rows | null {
  const last = outcome.decisions.at(-1);
  const timers = timerChanges(before, last?.timers ?? before, found.indexed);
  if (!last && timers.armed.length === 0 && timers.vanished.length === 0) return null;
  const correlationId = randomUUID();
  return rowsOf(found, outcome.decisions, { timers, now: found.now, correlationId });
}

function decideOneByOne(engine: Engine, found: Found, due: Timer[], policy: Policy): Outcome {
  const outcome: Outcome = { decisions: [], fired: [], failed: [] };
  let { incident } = found;
  for (const timer of due) {
    try {
      const decision = decideKeys(engine, { ...found, incident }, [timer], policy);
      outcome.decisions.push(decision);
      outcome.fired.push(timer);
      incident = decision.incident;
    } catch (error) {
      outcome.failed.push(...failed(found, [timer], error));
    }
  }
  return outcome;
}

/** Throws when the rules throw, refuse, or would derive the same instants again. */
function decideKeys(engine: Engine, found: Found, due: Timer[], policy: Policy): Fired {
  const { incident, now, away } = found;
  const keys = due.map((timer) => timer.key);
  const missed = away && due.some(({ dueAt }) => dueAt >= away.fromAt && dueAt <= away.toAt);
  const command = { type: 'fire_timers', keys, ...(missed ? { away } : {}) } as const;
  const decision = engine.rules.decide(incident, command, policy, now);
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`);
  const timers = engine.rules.timersFor(decision.incident, policy);
  const again = timers.find((timer) => keys.includes(timer.key) && timer.dueAt <= now);
  if (again) throw new Error('its firing was not recorded');
  return { ...decision, timers };
}

function failed({ incident }: Found, timers: Timer[], error: unknown): Failed[] {
  return timers.map(({ key }) => ({ incidentId: incident.id, key, error }));
}
