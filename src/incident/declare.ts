import type { Policy } from '../policy/schema.ts';
import { withConsequences } from './consequences.ts';
import { entry, homes, missing, person, type Refused, refuse, sync, tooLong } from './decision.ts';
import type { EntryData } from './entry-data.ts';
import { mayNotDeclare } from './permissions.ts';
import { excerpt, limits, stateBytes } from './text.ts';
import { minutesAfter } from './timers.ts';
import type { Declare, Effect, Incident, Invitee, TimelineEntry } from './types.ts';

/** An incident before the store gave it an id, a number and the hash of its policy. */
export type NewIncident = Omit<Incident, 'id' | 'teamId' | 'number' | 'policyHash'>;

export type DeclareDecision =
  | {
      ok: true;
      incident: NewIncident;
      entry: TimelineEntry;
      effects: Effect[];
      participants: { joined: string[] };
    }
  | Refused;

/**
 * The sibling of `decide` for what has no incident yet. Who declares does not command: the room is
 * asked for a commander at once.
 */
export function declare(input: Declare, policy: Policy, now: Date): DeclareDecision {
  const known = policy.severities.some((each) => each.key === input.severity);
  if (input.severity !== null && !known) {
    const allowed = policy.severities.map((each) => each.key);
    return refuse({ code: 'unknown_severity', given: input.severity, allowed });
  }
  const fault =
    mayNotDeclare(policy, input) ??
    missing('title', input.title) ??
    tooLong('title', input.title, limits.title) ??
    tooLong('summary', input.summary, limits.summary);
  if (fault) return fault;
  const incident = newIncident(input, policy, now);
  const data: EntryData['declare'] = {
    title: input.title,
    severity: input.severity,
    status: incident.status,
    summary: input.summary,
    isPrivate: input.isPrivate,
    isDrill: input.isDrill,
    origin: input.origin,
  };
  const first = entry('declare', person(input.by), data);
  const more = withConsequences({ before: null, after: incident, entry: first, policy, now });
  return {
    ok: true,
    incident: more.after,
    entry: more.entry,
    effects: [...effectsOfDeclaring(input, policy), ...more.effects],
    participants: { joined: [input.by] },
  };
}

function newIncident(input: Declare, policy: Policy, now: Date): NewIncident {
  const cadence = policy.severities.find((each) => each.key === input.severity);
  const every = cadence?.update_every_minutes;
  const status = policy.statuses[0];
  if (!status) throw new Error('the policy has no status');
  const { origin } = input;
  return {
    title: input.title,
    severity: input.severity,
    status: status.key,
    phase: status.phase,
    isPrivate: input.isPrivate,
    isDrill: input.isDrill,
    declaredBy: input.by,
    declaredAt: now,
    resolvedAt: null,
    closedAt: null,
    updatedAt: now,
    version: 1,
    state: {
      summary: excerpt(input.summary, stateBytes.summary),
      origin: origin && { ...origin, text: excerpt(origin.text, stateBytes.origin) },
      roles: {},
      offers: {},
      updates: {
        last: null,
        nextDueAt: every ? minutesAfter(now, every) : null,
        promisedAt: every ? now : null,
        ownedBy: null,
        snooze: null,
      },
      commanderlessSince: now,
      fired: {},
      failedSteps: {},
      outcome: null,
      kind: input.kind ?? policy.default_kind ?? null,
      modules: input.modules ?? [],
      criteria: {},
      fields: input.fields ?? {},
      place: policy.room.place,
      lists: {},
      tasks: {},
      addedTasks: [],
      measures: {},
      stage: null,
      publicState: null,
      approvals: {},
      milestones: {},
      call: null,
      messages: [],
      obligations: {},
      followers: {},
      related: [],
      mergedInto: null,
      isPast: false,
      files: [],
      followUps: [],
    },
  };
}

function effectsOfDeclaring(input: Declare, policy: Policy): Effect[] {
  const who = inviteesFor(input, policy);
  const thread: Effect = {
    family: 'announce',
    type: 'announce',
    to: { place: 'origin' },
    fact: { type: 'declared_from_message', by: input.by },
  };
  return [
    ...sync('room', 'topic', 'purpose', 'card', 'pin', 'bookmark'),
    { family: 'sync', type: 'sync_invite', who },
    // Nobody outside learns of a private incident: no announcement, no note where it came from.
    ...(input.isPrivate ? [] : sync('news')),
    ...(input.origin && !input.isPrivate ? [thread] : []),
    ...homes(input.by),
  ];
}

/**
 * The declarer, and whom the policy invites for that severity. To a private incident only the
 * declarer: the others are asked in one by one by people who know what it is about.
 */
export function inviteesFor(
  incident: { by: string; severity: string | null; isPrivate: boolean },
  policy: Policy,
): Invitee[] {
  const severity = policy.severities.find((each) => each.key === incident.severity);
  const refs = incident.isPrivate ? [] : [...policy.invite.always, ...(severity?.invite ?? [])];
  return [{ userId: incident.by }, ...[...new Set(refs)].map((ref) => ({ ref }))];
}
