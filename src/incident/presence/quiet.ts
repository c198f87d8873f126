import type { Policy } from '../../policy/schema.ts';
import type { Scene } from '../decision.ts';
import { sync, tellRoom, withState } from '../decision.ts';
import { type Happened, running } from '../timer-rule.ts';
import type { Incident } from '../types.ts';
import { lastWord } from './watch.ts';

/** An open incident of which nobody says anything any more. */

const HOUR_MS = 3_600_000;
/** After the first time it is asked about once a day. */
const againAfterMs = 24 * HOUR_MS;

/** When it is asked about next, and the instant that counts from; null where the policy does not ask. */
export function quietDue(incident: Incident, { clock }: Policy): { from: Date; at: Date } | null {
  const hours = clock.stale_after_hours;
  if (hours === undefined) return null;
  const asked = incident.state.askedQuietAt;
  const from = asked ?? lastWord(incident);
  return { from, at: new Date(from.getTime() + (asked ? againAfterMs : hours * HOUR_MS)) };
}

/**
 * Whether this very moment asks whether it goes on at all: then that is the one message, and
 * reminders of what else is late say nothing besides.
 */
export function isQuietNow({ incident, policy, now }: Scene): boolean {
  if (incident.state.askedQuietAt?.getTime() === now.getTime()) return true;
  const due = quietDue(incident, policy);
  const isAsked = due !== null && (running as readonly string[]).includes(incident.phase);
  if (!isAsked || due.at > now) return false;
  // What an operator gave up asks nobody, and must not silence the others for ever.
  const firedAt = incident.state.fired[quietKey(due.from)];
  return firedAt === undefined || firedAt.getTime() === now.getTime();
}

export function quietKey(from: Date): string {
  return `gone_quiet:incident:${from.toISOString()}`;
}

/** Asks the room, and who commands it, whether it goes on. */
export function askWhetherItGoesOn({ incident, now }: Scene): Happened {
  const fact = { type: 'gone_quiet', sinceAt: lastWord(incident) } as const;
  return {
    after: withState(incident, { askedQuietAt: now }),
    effects: [tellRoom(fact, { phases: [...running] }), ...sync('card')],
  };
}
