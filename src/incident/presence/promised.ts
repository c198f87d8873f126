import type { Policy } from '../../policy/schema.ts';
import { withCadence } from '../changes.ts';
import type { Consequence, Draft, Turn } from '../consequences.ts';
import { sync } from '../decision.ts';
import { isOpen } from '../lookup.ts';
import { promise } from '../updates.ts';
import { dueAfter, minutesBetween } from './cadence.ts';

/** The room's promise as an incident changes under it. */

/** The incident as it is declared, with its first update promised. */
export function firstPromised<D extends Draft>(incident: D, policy: Policy, now: Date): D {
  if (!isOpen(incident.phase) || incident.state.isPast) return incident;
  return promise(incident, dueAfter(incident, policy, null, null)?.at ?? null, now);
}

/**
 * Another severity, kind, phase, stage or milestone may mean another cadence: the promise is then
 * counted anew from the last update, unless the decision itself has just made one.
 */
export const cadenceConsequences: Consequence = (turn) => {
  const { before, after, policy, now } = turn;
  if (!isOpen(after.phase) || after.state.place === 'record') return null;
  if (policy.cadences.length === 0) return null;
  const isSame = everyOf(before ?? after, policy) === everyOf(after, policy);
  if (before ? isSame || isPromisedNow(turn) : isAsPromised(after, policy)) return null;
  const moved = withCadence(after, policy, now);
  const { nextDueAt } = moved.state.updates;
  return {
    after: moved,
    also: before ? [{ type: 'promise_moved', nextDueAt }] : [],
    effects: sync('card', 'topic', 'news'),
  };
};

function everyOf(incident: Draft, policy: Policy): number | null {
  return minutesBetween(incident, policy, null, incident.state.updates.last?.at ?? null);
}

function isPromisedNow({ before, after }: Turn): boolean {
  const [was, is] = [before?.state.updates, after.state.updates];
  return was?.nextDueAt?.getTime() !== is.nextDueAt?.getTime() || was?.last?.at !== is.last?.at;
}

function isAsPromised(incident: Draft, policy: Policy): boolean {
  const due = dueAfter(incident, policy, null, incident.state.updates.last?.at ?? null);
  return due?.at.getTime() === incident.state.updates.nextDueAt?.getTime();
}
