import { isLikenessChanged, likenessOf } from '../incident/links/likeness.ts';
import type { Decision, Effect, Incident, Timer } from '../incident/types.ts';
import { stateToStore, stateVersion } from '../store/state.ts';
import { routeOf } from './lanes.ts';
import { chainLine } from './timeline-chain.ts';
import { isUrgent } from './urgent-timers.ts';

/** An incident as it was locked: what rules see, and the head of its timeline's chain. */
export interface Locked {
  incident: Incident;
  head: Uint8Array;
}

export type Accepted = Pick<
  Extract<Decision, { ok: true }>,
  'incident' | 'entry' | 'effects' | 'participants'
>;

/** What one transaction writes, by table, ready to travel as JSON. */
export interface Rows {
  incidents: object[];
  timeline: object[];
  /** Timers to be armed, and those that are to go. */
  timers: object[];
  vanished: object[];
  joined: object[];
  left: object[];
  outbox: object[];
  /** What incidents are found by, where that changed. */
  likenesses: object[];
  /** Whether one of the incidents becomes private. */
  isHidden: boolean;
}

/** Version of the effects that this release writes into the outbox. */
export const effectVersion = 1;

/**
 * The rows of decisions taken one after another on a locked incident: the incident as it is after
 * the last, and a line and the effects of each. `timers` is what they change in the index.
 */
export function rowsOf(
  locked: Locked,
  decisions: Accepted[],
  { timers, now, correlationId }: { timers: TimerChanges; now: Date; correlationId: string },
): Rows {
  const rows: Rows = { ...noRows(), ...timerRows(locked.incident, timers) };
  let head = locked.head;
  for (const { incident, entry, effects, participants } of decisions) {
    const { id, teamId, version: seq, policyHash } = incident;
    if (entry) {
      const place = { incidentId: id, seq, at: now, policyHash };
      const line = chainLine(head, entry, place);
      head = line.hash;
      const { type, actor, data } = entry;
      rows.timeline.push({
        incident_id: id,
        seq,
        team_id: teamId,
        at: now,
        type,
        actor,
        data,
        policy_hash: policyHash,
        correlation_id: correlationId,
        salt: bytea(line.salt),
        digest: bytea(line.digest),
        hash: bytea(line.hash),
      });
    }
    const joined = participants?.joined ?? [];
    const left = (participants?.left ?? []).filter((user) => !joined.includes(user));
    const participant = (user: string) => ({
      incident_id: id,
      team_id: teamId,
      user_id: user,
      at: now,
    });
    rows.joined.push(...[...new Set(joined)].map(participant));
    rows.left.push(...left.map(participant));
    rows.outbox.push(...effects.map((effect) => outboxRow(effect, incident, now, correlationId)));
  }
  const last = decisions.at(-1)?.incident ?? locked.incident;
  rows.incidents.push(incidentRow(last, head));
  const isNew = decisions[0]?.incident.version === 1;
  if (isNew || isLikenessChanged(locked.incident, last)) rows.likenesses.push(likenessRow(last));
  const isHidden = last.isPrivate && !locked.incident.isPrivate;
  return { ...rows, outbox: once(rows.outbox), isHidden };
}

function noRows(): Rows {
  return {
    incidents: [],
    timeline: [],
    timers: [],
    vanished: [],
    joined: [],
    left: [],
    outbox: [],
    likenesses: [],
    isHidden: false,
  };
}

function timerRows({ id, teamId }: Incident, { armed, vanished }: TimerChanges) {
  return {
    timers: armed.map(({ key, kind, dueAt }) => ({
      incident_id: id,
      key,
      team_id: teamId,
      kind,
      is_urgent: isUrgent(kind),
      due_at: dueAt,
    })),
    vanished: vanished.map((key) => ({ incident_id: id, key })),
  };
}

/** A timer as the index has it. */
export interface Indexed {
  key: string;
  dueAt: Date;
  isUrgent: boolean;
}

/** What is to be changed in the index of an incident's timers. */
interface TimerChanges {
  /** Those that are new, or due at another instant, and maybe others. */
  armed: Timer[];
  /** Keys of those that are to go. */
  vanished: string[];
}

/**
 * What makes the index equal to `after`. It holds `before`, unless it lags behind the rules. Whoever
 * read it gives what it holds as `indexed`; without that, all are armed as soon as one changed, and
 * the database leaves alone those that it has.
 *
 * The statement that locks an incident may have read the index as it was before a decision that ended
 * just then, so a timer is kept only where both have it, and goes where either has it.
 */
export function timerChanges(before: Timer[], after: Timer[], indexed?: Indexed[]): TimerChanges {
  const derived = new Map(before.map(({ key, dueAt }) => [key, dueAt.getTime()]));
  const index = new Map(indexed?.map((each) => [each.key, each]));
  const wanted = new Set(after.map(({ key }) => key));
  const isNew = ({ key, kind, dueAt }: Timer) => {
    if (derived.get(key) !== dueAt.getTime()) return true;
    if (!indexed) return false;
    const there = index.get(key);
    return there?.dueAt.getTime() !== dueAt.getTime() || there.isUrgent !== isUrgent(kind);
  };
  const armed = after.filter(isNew);
  const vanished = [...new Set([...derived.keys(), ...index.keys()])].filter(
    (key) => !wanted.has(key),
  );
  const isChanged = armed.length > 0 || vanished.length > 0;
  return { armed: !indexed && isChanged ? after : armed, vanished };
}

/** The rows of several incidents, to be written by one statement. */
export function together(all: Rows[]): Rows {
  const [first, ...others] = all;
  if (first && others.length === 0) return first;
  return {
    incidents: all.flatMap((rows) => rows.incidents),
    timeline: all.flatMap((rows) => rows.timeline),
    timers: all.flatMap((rows) => rows.timers),
    vanished: all.flatMap((rows) => rows.vanished),
    joined: all.flatMap((rows) => rows.joined),
    left: all.flatMap((rows) => rows.left),
    outbox: once(all.flatMap((rows) => rows.outbox)),
    likenesses: all.flatMap((rows) => rows.likenesses),
    isHidden: all.some((rows) => rows.isHidden),
  };
}

/** One statement cannot renew a place twice: of two syncs of one place, such as a Home tab, the last. */
function once(outbox: object[]): object[] {
  const keys = outbox.map((row) => ('coalesce_key' in row ? row.coalesce_key : null));
  return outbox.filter(
    (_, index) => keys[index] === null || keys.lastIndexOf(keys[index]) === index,
  );
}

/** The most JSON an incident's state may take; rules refuse what people add before that. */
const stateBytesMax = 40_960;

function incidentRow(incident: Incident, head: Uint8Array) {
  const state = stateToStore(incident.state);
  const bytes = Buffer.byteLength(JSON.stringify(state));
  if (bytes > stateBytesMax) {
    throw new Error(`the state of incident ${incident.id} would take ${bytes} bytes`);
  }
  return {
    id: incident.id,
    team_id: incident.teamId,
    number: incident.number,
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    phase: incident.phase,
    is_private: incident.isPrivate,
    is_drill: incident.isDrill,
    declared_by: incident.declaredBy,
    declared_at: incident.declaredAt,
    resolved_at: incident.resolvedAt,
    closed_at: incident.closedAt,
    updated_at: incident.updatedAt,
    version: incident.version,
    policy_hash: incident.policyHash,
    state,
    state_version: stateVersion,
    timeline_hash: bytea(head),
  };
}

function likenessRow(incident: Incident) {
  const { id: incident_id, teamId: team_id } = incident;
  return { incident_id, team_id, ...likenessOf(incident) };
}

function outboxRow(effect: Effect, incident: Incident, now: Date, correlationId: string) {
  const route = routeOf(effect, incident);
  return {
    team_id: incident.teamId,
    incident_id: incident.id,
    lane: route.lane,
    needs: route.needs,
    effect,
    effect_version: effectVersion,
    class: route.class,
    priority: route.priority,
    method: route.method,
    coalesce_key: route.coalesceKey,
    once_key: route.onceKey,
    decided_at: now,
    correlation_id: correlationId,
  };
}

function bytea(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`;
}
