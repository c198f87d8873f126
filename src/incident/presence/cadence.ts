import type { Cadence } from '../../policy/language/clock.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { minutesAfter } from '../instants.ts';

/** How often news is due: the room's status update, and what audiences are told. */

const MINUTE_MS = 60_000;

/** An instant at which news is due, and what it was counted from. */
export interface Due {
  at: Date;
  /** The last news, or the milestone that the first counts from. */
  from: Date;
  /** Minutes from there. */
  every: number;
}

/**
 * When news is due after that of `lastAt`; null where none is. `audience` null: the status update of
 * the room. `lastAt` null: nothing was said yet; the first word then counts from the cadence's
 * milestone, and without a cadence only the room is promised one, from the declaration.
 */
export function dueAfter(
  incident: Draft,
  policy: Policy,
  audience: string | null,
  lastAt: Date | null,
): Due | null {
  const cadence = cadenceFor(incident, policy, audience);
  if (cadence) {
    const from = lastAt ?? cadence.since;
    const every = stepAt(cadence, lastAt);
    return every === undefined ? null : dueFrom(from, every);
  }
  const every = usualMinutes(incident, policy, audience);
  const from = lastAt ?? (audience === null ? incident.declaredAt : null);
  return every === undefined || from === null ? null : dueFrom(from, every);
}

/** How many minutes after the last news the next is due; null where none is. */
export function minutesBetween(
  incident: Draft,
  policy: Policy,
  audience: string | null,
  lastAt: Date | null,
): number | null {
  return dueAfter(incident, policy, audience, lastAt)?.every ?? null;
}

/** The first cadence that holds, with the instant that its steps count from. */
function cadenceFor(
  incident: Draft,
  policy: Policy,
  audience: string | null,
): (Cadence & { since: Date }) | null {
  for (const cadence of policy.cadences) {
    if ((cadence.audience ?? null) !== audience) continue;
    const since = milestoneAt(incident, cadence.of);
    // What counts from something that did not happen does not count yet.
    if (since && holds(cadence.when, incident, policy)) return { ...cadence, since };
  }
  return null;
}

/** Minutes of the step in which the last news was; the first before anything was said. */
function stepAt(
  { steps, since }: Cadence & { since: Date },
  lastAt: Date | null,
): number | undefined {
  const [first] = steps;
  if (lastAt === null) return first?.every_minutes;
  const passed = (lastAt.getTime() - since.getTime()) / MINUTE_MS;
  const step = steps.find(({ until_minutes: until }) => until === undefined || passed <= until);
  return (step ?? steps.at(-1))?.every_minutes;
}

function usualMinutes(
  incident: Draft,
  policy: Policy,
  audience: string | null,
): number | undefined {
  if (audience === null) {
    return policy.severities.find(({ key }) => key === incident.severity)?.update_every_minutes;
  }
  return policy.audiences.find(({ key }) => key === audience)?.every_minutes;
}

function dueFrom(from: Date, every: number): Due {
  return { at: minutesAfter(from, every), from, every };
}
