import type { Policy } from '../policy/schema.ts';
import { nothingBooked } from './booking/propose.ts';
import { withConsequences } from './consequences.ts';
import {
  entry,
  homes,
  missing,
  person,
  type Refused,
  refuse,
  sync,
  tell,
  tooLong,
} from './decision.ts';
import { withinDrill } from './drills/blocked.ts';
import { atPace } from './drills/pace.ts';
import { asPlanned, newDrill } from './drills/planned.ts';
import { fitting } from './effects.ts';
import type { EntryData } from './entry-data.ts';
import { inviteesFor } from './invitees.ts';
import { fieldsMissing, withFields } from './kinds/asked-fields.ts';
import { unknownKind, unknownModule } from './kinds/known.ts';
import { verdict } from './kinds/triage.ts';
import { withAskedRoom } from './links/adopt.ts';
import { asPast, pastFault, tellOfPast } from './links/past.ts';
import type { Tie } from './links/types.ts';
import { mayNotDeclare } from './permissions.ts';
import { noReview } from './postmortem/types.ts';
import { firstPromised } from './presence/promised.ts';
import { excerpt, limits, stateBytes } from './text.ts';
import type { Declare, Effect, Incident, IncidentState, TimelineEntry } from './types.ts';

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
 * asked for a commander at once. Where the criteria said that it is none, it is recorded as declined.
 */
export function declare(asked: Declare, written: Policy, now: Date): DeclareDecision {
  const input = asPlanned(asked, written);
  const policy = atPace(written, { state: { drill: newDrill(input, written) } });
  const fault =
    mayNotDeclare(policy, input) ??
    textFault(input) ??
    choiceFault(input, policy) ??
    pastFault(input, now) ??
    roomFault(input, now);
  if (fault) return fault;
  const { past } = input;
  const { room } = input;
  const bare = newIncident(input, policy, now);
  const fresh = room ? withAskedRoom(bare, input.by, room) : bare;
  const given = withFields(past ? asPast(fresh, past) : fresh, input, policy, now);
  if (!given.ok) return given;
  // Who enters something afterwards or while the work goes on, or opens a part of it, is not held up.
  const isNew = !input.past && !room && input.parent === undefined;
  const fields = isNew ? fieldsMissing(policy, given.after, 'declare') : [];
  if (fields.length > 0) return refuse({ code: 'fields_missing', fields, moment: 'declare' });
  const first = entry('declare', person(input.by), dataOf(input, given.after));
  const promised = firstPromised(given.after, policy, now);
  const more = withConsequences({ before: null, after: promised, entry: first, policy, now });
  const { after } = more;
  const effects = [...effectsOfDeclaring(input, after, policy), ...more.effects];
  return {
    ok: true,
    incident: after,
    entry: more.entry,
    effects: fitting(withinDrill(effects, { before: null, after, policy }), after),
    participants: { joined: [input.by] },
  };
}

function roomFault({ room, isPrivate }: Declare, now: Date): Refused | null {
  if (!room) return null;
  if (room.isPrivate !== isPrivate) return refuse({ code: 'room_privacy_differs', isPrivate });
  const { startedAt: at } = room;
  return at && at > now ? refuse({ code: 'in_future', at }) : null;
}

function textFault(input: Declare): Refused | null {
  return (
    missing('title', input.title) ??
    tooLong('title', input.title, limits.title) ??
    tooLong('summary', input.summary, limits.summary)
  );
}

/** Refused because something was chosen that the policy has not. */
function choiceFault({ severity, kind, modules = [] }: Declare, policy: Policy): Refused | null {
  if (severity !== null && !policy.severities.some(({ key }) => key === severity)) {
    const allowed = policy.severities.map(({ key }) => key);
    return refuse({ code: 'unknown_severity', given: severity, allowed });
  }
  return (kind ? unknownKind(policy, kind) : null) ?? unknownModule(policy, modules);
}

function dataOf(input: Declare, incident: NewIncident): EntryData['declare'] {
  const { title, summary, isPrivate, isDrill, origin, modules = [] } = input;
  const { severity, status, phase, state } = incident;
  return {
    title,
    severity,
    status,
    summary,
    isPrivate,
    isDrill,
    origin,
    ...(state.kind ? { kind: state.kind } : {}),
    ...(modules.length > 0 ? { modules } : {}),
    ...(input.criteria ? { criteria: input.criteria } : {}),
    ...(isDeclined({ phase }) ? { declined: true as const } : {}),
  };
}

function isDeclined({ phase }: Pick<Incident, 'phase'>): boolean {
  return phase === 'declined';
}

/** An incident as it is declared, before anything follows from that. */
export function newIncident(input: Declare, policy: Policy, now: Date): NewIncident {
  const severity = input.severity ?? defaultOf(policy.severities, policy.default_severity);
  const status = policy.statuses[0];
  if (!status) throw new Error('the policy has no status');
  const { origin } = input;
  const kinds = kindsOf(input, policy, now);
  const said = input.criteria ? verdict(policy, kinds.criteria) : 'open';
  const isNone = said === 'declined';
  return {
    title: input.title,
    severity,
    status: status.key,
    phase: isNone ? 'declined' : status.phase,
    isPrivate: input.isPrivate,
    isDrill: input.isDrill,
    declaredBy: input.by,
    declaredAt: now,
    resolvedAt: null,
    closedAt: isNone ? now : null,
    updatedAt: now,
    version: 1,
    state: {
      summary: excerpt(input.summary, stateBytes.summary),
      origin: origin && { ...origin, text: excerpt(origin.text, stateBytes.origin) },
      roles: {},
      offers: {},
      updates: {
        last: null,
        nextDueAt: null,
        promisedAt: null,
        ownedBy: null,
        snooze: null,
      },
      commanderlessSince: now,
      fired: {},
      failedSteps: {},
      outcome: null,
      ...kinds,
      place: isNone ? 'record' : policy.room.place,
      meeting: null,
      booking: nothingBooked,
      lists: {},
      tasks: {},
      addedTasks: [],
      measures: {},
      stage: null,
      publicState: null,
      approvals: {},
      milestones:
        said === 'confirmed' ? { confirmed: { at: now, by: input.by, people: [], text: '' } } : {},
      call: null,
      messages: [],
      obligations: {},
      followers: {},
      related: input.parent ? [partOf(input.parent)] : [],
      ...nothingYet(),
      drill: newDrill(input, policy),
      postmortem: noReview,
    },
  };
}

/** What comes to an incident only later. */
function nothingYet() {
  return {
    mergedInto: null,
    isPast: false,
    files: [],
    actionItems: [],
    improving: false,
    adopted: null,
    similar: null,
    clocks: {},
    lastWordAt: null,
    askedQuietAt: null,
    watch: null,
    kept: {},
    pages: [],
    ladders: {},
  };
}

/** A process that has none of them has no default either. */
function defaultOf(list: { key: string }[], key: string | undefined): string | null {
  return list.length > 0 ? (key ?? null) : null;
}

function kindsOf(
  { by, kind, modules, criteria = {} }: Declare,
  policy: Policy,
  now: Date,
): Pick<IncidentState, 'kind' | 'kindSince' | 'modules' | 'criteria' | 'fields'> {
  const chosen = kind ?? defaultOf(policy.kinds, policy.default_kind);
  const answers = Object.entries(criteria).filter(([key]) =>
    policy.triage.criteria.some((each) => each.key === key),
  );
  return {
    kind: chosen,
    kindSince: chosen ? now : null,
    modules: [...new Set(modules)],
    criteria: Object.fromEntries(answers.map(([key, yes]) => [key, { yes, by, at: now }])),
    fields: {},
  };
}

function effectsOfDeclaring(input: Declare, incident: NewIncident, policy: Policy): Effect[] {
  const { by, origin } = input;
  const { isPrivate, state } = incident;
  const thread: Effect = {
    family: 'announce',
    type: 'announce',
    to: { place: 'origin' },
    fact: { type: 'declared_from_message', by },
  };
  return [
    ...sync('room', 'topic', 'purpose', 'card', 'pin', 'bookmark'),
    { family: 'sync', type: 'sync_invite', who: inviteesFor(incident, policy) },
    // Nobody outside learns of a private incident: no announcement, no note where it came from.
    ...(isPrivate ? [] : sync('news')),
    ...(origin && !isPrivate ? [thread] : []),
    ...(isDeclined(incident) ? [tell(by, { type: 'declaration_declined' })] : []),
    ...(input.byForm && !isDeclined(incident)
      ? [tell(by, { type: 'declaration_thanked', room: state.place !== 'record' })]
      : []),
    ...(input.past ? tellOfPast(input) : []),
    ...(isWorthLooking(input, incident)
      ? [{ family: 'announce', type: 'tell_similar' } as const]
      : []),
    ...homes(by),
  ];
}

/** Whether others like it are looked for: somebody is at work on it in a room. */
function isWorthLooking({ past, parent }: Declare, { isDrill, phase, state }: NewIncident) {
  const isNew = !past && parent === undefined && !isDrill;
  return isNew && phase !== 'declined' && state.place !== 'record';
}

function partOf(number: number): Tie {
  return { number, how: 'parent', title: '', status: null, isOver: false };
}
