import { type Refused, refuse, tell } from '../decision.ts';
import type { NewIncident } from '../declare.ts';
import { excerpt, stateBytes } from '../text.ts';
import type { Declare, Effect } from '../types.ts';

/** Incidents that are entered afterwards: recorded with their times, and nobody is called. */

export type PastTimes = NonNullable<Declare['past']>;

/** Refused because the times cannot be so: in the future, or over before it began. */
export function pastFault({ past }: Declare, now: Date): Refused | null {
  if (!past) return null;
  const { startedAt, resolvedAt } = past;
  const isFuture = startedAt > now || (resolvedAt !== null && resolvedAt > now);
  if (isFuture) return refuse({ code: 'past_in_future' });
  const isTurned = resolvedAt !== null && resolvedAt < startedAt;
  return isTurned ? refuse({ code: 'past_turned_around' }) : null;
}

/** The incident as it was: begun and resolved then, with nothing promised and nobody missing now. */
export function asPast(incident: NewIncident, { startedAt, resolvedAt }: PastTimes): NewIncident {
  const { state, declaredBy } = incident;
  const started = { at: startedAt, by: declaredBy, people: [], text: '' };
  return {
    ...incident,
    ...(resolvedAt ? { phase: 'resolved', resolvedAt } : {}),
    state: {
      ...state,
      isPast: true,
      place: 'record',
      commanderlessSince: null,
      updates: { ...state.updates, nextDueAt: null, promisedAt: null },
      milestones: { ...state.milestones, started },
      outcome: resolvedAt && state.summary ? excerpt(state.summary, stateBytes.outcome) : null,
    },
  };
}

/** Only who entered it is told, and where it is found. */
export function tellOfPast({ by }: Declare): Effect[] {
  return [tell(by, { type: 'past_recorded' })];
}
