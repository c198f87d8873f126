import type { Policy } from '../policy/schema.ts';
import type { EntryData } from './entry-data.ts';
import { codePoints, isBlank, limits } from './text.ts';
import type {
  Actor,
  Command,
  Decision,
  Effect,
  Expect,
  Fact,
  Guard,
  Incident,
  IncidentState,
  Refusal,
  Step,
  UserId,
} from './types.ts';

/** How rules say yes and no. */

/** What a rule looks at: the incident before, its policy, and story time. */
export interface Scene {
  incident: Incident;
  policy: Policy;
  now: Date;
}

/** The command of that type. */
export type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** A rule for each of these commands. */
export type Rules<C extends Command> = {
  [T in C['type']]: (scene: Scene, command: Extract<C, { type: T }>) => Decision;
};

export type Accepted = Extract<Decision, { ok: true }>;
export type Refused = Extract<Decision, { ok: false }>;

export function refuse(refusal: Refusal): Refused {
  return { ok: false, refusal };
}

/** Accepted, with the incident as it is after. `decide` adds what is the same for every decision. */
export function accept(
  incident: Incident,
  entry: Accepted['entry'],
  effects: Effect[],
  participants?: Accepted['participants'],
): Accepted {
  return { ok: true, incident, entry, effects, ...(participants ? { participants } : {}) };
}

/** A timeline entry whose data fits its type. */
export function entry<T extends keyof EntryData>(
  type: T,
  actor: Actor,
  data: EntryData[T],
): NonNullable<Accepted['entry']> {
  return { type, actor, data: { ...data } };
}

export function person(userId: UserId): Actor {
  return { kind: 'person', userId };
}

/** The incident with some of its state replaced. */
export function withState(incident: Incident, changes: Partial<IncidentState>): Incident {
  return { ...incident, state: { ...incident.state, ...changes } };
}

/** Make these places equal the state. */
export function sync(...places: Exclude<Step, 'invite'>[]): Effect[] {
  return places.map((place) => ({ family: 'sync', type: `sync_${place}` as const }));
}

/** Tell everyone in the room. */
export function tellRoom(fact: Fact, guard?: Guard): Effect {
  const to = { place: 'room' } as const;
  return { family: 'announce', type: 'announce', to, fact, ...(guard ? { guard } : {}) };
}

/** Tell one person by direct message. */
export function tell(userId: UserId, fact: Fact): Effect {
  return { family: 'announce', type: 'announce', to: { place: 'dm', userId }, fact };
}

/** Renew the Home tabs of these people, each once. */
export function homes(...userIds: UserId[]): Effect[] {
  return [...new Set(userIds)].map((userId) => ({ family: 'sync', type: 'sync_home', userId }));
}

/** Home tabs of those who work on it: its role holders and who declared it. */
export function homesOf(incident: Incident): Effect[] {
  const holders = Object.values(incident.state.roles).flat();
  return homes(incident.declaredBy, ...holders.map((holder) => holder.userId));
}

/** Refused because a text that must be there is blank. */
export function missing(field: string, text: string): Refused | null {
  return isBlank(text) ? refuse({ code: 'missing', field }) : null;
}

/** Refused because a text is longer than `max` code points. */
export function tooLong(field: string, text: string, max: number): Refused | null {
  return codePoints(text) > max ? refuse({ code: 'too_long', field, max }) : null;
}

/** Refused because the reason, which must be there, is blank or too long. */
export function reasonFault(reason: string): Refused | null {
  return reasonOf('reason', reason);
}

/** The same for a reason of another name. */
export function reasonOf(field: string, reason: string): Refused | null {
  return missing(field, reason) ?? tooLong(field, reason, limits.reason);
}

/** Refused because what the person saw is not so any more. */
export function changed(
  incident: Incident,
  expect: Expect | undefined,
  fields: Exclude<keyof Expect, 'holders'>[],
): Refused | null {
  if (!expect) return null;
  for (const field of fields) {
    const seen = expect[field];
    if (seen === undefined) continue;
    const now = shownOf(incident, field);
    if ((seen instanceof Date || seen === null ? iso(seen) : seen) !== now) {
      return refuse({ code: 'changed', field, now });
    }
  }
  return null;
}

function shownOf(incident: Incident, field: Exclude<keyof Expect, 'holders'>): string {
  if (field === 'nextDueAt') return iso(incident.state.updates.nextDueAt);
  if (field === 'meeting') return iso(incident.state.booking.booked?.fromAt ?? null);
  return (field === 'kind' ? incident.state.kind : incident[field]) ?? '';
}

function iso(instant: Date | null): string {
  return instant?.toISOString() ?? '';
}
