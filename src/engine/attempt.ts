import { atPace } from '../incident/drills/pace.ts';
import type { Effect, Incident } from '../incident/types.ts';
import type { OrganisationEffect } from '../organisation/types.ts';
import type { Policy } from '../policy/schema.ts';
import { Unavailable } from '../slack/ports.ts';
import type { ClaimedRow } from './claim.ts';
import { current } from './guard.ts';
import { callMending } from './mending-call.ts';
import { exhausted, failed, type Outcome, succeeded } from './outcome.ts';
import type { Patience } from './patience.ts';
import { incidentFromJson, placesOf } from './row-json.ts';
import { send } from './send.ts';
import { sendOrganisation } from './send-organisation.ts';
import {
  type Bound,
  type Means,
  type OrganisationSending,
  type Sending,
  type Sent,
  Superseded,
} from './sending.ts';

/** Time a send may take after its lease was checked: look-up, call, and writing it down. */
const lastCallMs = 25_000;
/** Pause of a row that this release cannot read. */
const unreadableWaitMs = 60_000;
/** The same where somebody is to be woken: a replica that can read it may be there. */
const urgentUnreadableWaitMs = 1_000;

/**
 * Makes one attempt at a claimed row and says what became of it. Never throws: a row that cannot
 * even be read goes back.
 */
export async function attempt(
  row: ClaimedRow,
  means: Means,
  policyOf: (hash: string) => Promise<Policy>,
  patience: Patience,
): Promise<Outcome> {
  const heldForMs = performance.now() - row.claimedAtMs;
  if (heldForMs > Math.max(patience.leaseMs - lastCallMs, patience.leaseMs / 3)) {
    return back(row, 'held_too_long', 0);
  }
  const { effect } = row;
  if (effect.family === 'organisation') return attemptOrganisation(row, effect, means, patience);
  let sending: Sending;
  try {
    sending = await prepare(row, effect, { means, policyOf, patience });
  } catch (error) {
    // The database was away for a moment: that is over before a minute is.
    if (error instanceof Unavailable) return back(row, 'unavailable', patience.backOffMs);
    means.log.error({ err: error, outboxId: row.id }, 'row cannot be read');
    const waitMs = row.priority === 0 ? urgentUnreadableWaitMs : unreadableWaitMs;
    return back(row, 'unreadable', waitMs);
  }
  if (row.attempts > patience.maxAttempts) return exhausted(sending);
  try {
    const effect = current(sending.effect, sending.incident);
    if (typeof effect === 'string') throw new Superseded(effect);
    return succeeded(sending, withLooks(await send({ ...sending, effect }), sending), patience);
  } catch (error) {
    return failed(sending, error, patience);
  }
}

async function attemptOrganisation(
  row: ClaimedRow,
  effect: OrganisationEffect,
  means: Means,
  patience: Patience,
): Promise<Outcome> {
  const sending: OrganisationSending = {
    effect,
    incident: null,
    ...bound(row, means, patience, {
      policy: means.organisation.policy(),
      incident: null,
    }),
  };
  if (row.attempts > patience.maxAttempts) return exhausted(sending);
  try {
    return succeeded(sending, await sendOrganisation(sending), patience);
  } catch (error) {
    return failed(sending, error, patience);
  }
}

/** Gives a row back as it was claimed; the attempt does not count. */
export function back(row: ClaimedRow, error: string, waitMs: number): Outcome {
  const doubt = row.ambiguous ? 'since' : 'none';
  return {
    settlement: { row, outcome: 'pending', doubt, error, waitMs, counted: false },
    reports: [],
  };
}

async function prepare(
  row: ClaimedRow,
  effect: Effect,
  {
    means,
    policyOf,
    patience,
  }: { means: Means; policyOf: (hash: string) => Promise<Policy>; patience: Patience },
): Promise<Sending> {
  if (!row.incident) throw new Error('its incident is not there');
  const incident = incidentFromJson(row.incident);
  const policy = atPace(await policyOf(incident.policyHash), incident);
  const rooms = await means.roomsTiedTo(incident);
  return {
    effect,
    incident,
    policy,
    places: row.places,
    view: { incident, policy, places: placesOf(row.places), now: row.now, rooms },
    ...bound(row, means, patience, { policy, incident }),
  };
}

/** What every sender is given, whatever it sends. */
function bound(
  row: ClaimedRow,
  means: Means,
  patience: Patience,
  { policy, incident }: { policy: Policy; incident: Incident | null },
): Bound {
  return {
    row,
    means,
    patience,
    looks: [],
    doubt: row.ambiguous,
    repeatAfterMs: isWorthRepeating(row) ? patience.urgentLookUpMs : null,
    words: {
      shortened: (text, max) => means.render.shortened(text, max, { policy, incident }),
      repeated: (message) => means.render.repeated(message, policy),
    },
    call: (method, args) => callMending({ row, means, incident }, method, args),
  };
}

/** Whether it is better said twice than never: it wakes people, or asks for what is late. */
function isWorthRepeating({ effect, priority, class: how }: ClaimedRow): boolean {
  const isSaid = effect.type === 'announce' || effect.type === 'page';
  return how === 'duplicate_ok' || (isSaid && priority <= 1);
}

/** Whoever was told twice is looked after later. */
function withLooks(sent: Sent, { looks }: Bound): Sent {
  return looks.length > 0 ? { ...sent, follow: [...(sent.follow ?? []), ...looks] } : sent;
}
