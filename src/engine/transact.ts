import { isPair } from '../incident/links/pairs.ts';
import { isAmong } from '../incident/people.ts';
import type { Command, Incident, Refusal, UserId } from '../incident/types.ts';
import { type Gesture, type Outcome, Unavailable } from '../slack/ports.ts';
import { crashPoint } from '../store/crash-point.ts';
import type { Tx } from '../store/pool.ts';
import { type IncidentRow, incidentOf } from '../store/state.ts';
import type { Engine } from './engine.ts';
import { carryOutPair } from './pair.ts';
import { carriedOut, RolledBack } from './rolled-back.ts';
import { type Locked, rowsOf, timerChanges } from './rows.ts';
import { writeDecisions } from './write.ts';

/** A command for one incident, and the gesture it comes from. */
export interface Request {
  incidentId: number;
  command: Command;
  gesture: Gesture;
}

/**
 * The one place where an incident changes: locks it, asks the rules, and saves what they decided
 * with its line, timers and effects, or nothing. Four statements. A gesture that was carried out
 * before changes nothing; one that is refused may be tried again.
 *
 * Throws `Unavailable` when the database does not answer in time.
 */
export async function transact(engine: Engine, request: Request): Promise<Outcome> {
  const { database } = engine;
  const pool = isPersons(request.command) ? database.ack : database.work;
  return carriedOut(engine, request.command.type, () =>
    pool.transaction((tx) => {
      const { command } = request;
      return isPair(command)
        ? carryOutPair(engine, tx, { ...request, command })
        : carryOut(engine, tx, request);
    }, timeLeft(request.gesture)),
  );
}

/**
 * Milliseconds until whoever waits must have an answer; what they waited for before is gone.
 * Undefined where nobody waits: the pool then has its own.
 */
export function timeLeft({ answerByMs }: Gesture): number | undefined {
  if (answerByMs === undefined) return undefined;
  const left = answerByMs - performance.now();
  if (left <= 0) throw new Unavailable(new Error('no time left'));
  return left;
}

/** Decides and saves one command in a transaction that is open. Throws `RolledBack` for what must leave nothing. */
export async function carryOut(engine: Engine, tx: Tx, request: Request): Promise<Outcome> {
  const { command, gesture } = request;
  const found = await lock(tx, engine.teamId, request);
  if (!found) throw refused({ code: 'not_found' }, null);
  crashPoint('transact.after_lock');
  const { incident, now } = found;
  if (!found.isFresh) throw new RolledBack<Outcome>({ ok: true, repeated: true, incident });
  if (!maySee(engine, found, command)) throw refused({ code: 'not_found' }, null);
  const own = await engine.policies.get(tx, incident.policyHash);
  // What moves it to another policy is decided under that one.
  const policy =
    command.type === 'change_policy' ? await engine.policies.get(tx, command.hash) : own;
  const decision = engine.rules.decide(incident, command, policy, now);
  if (!decision.ok) throw refused(decision.refusal, incident);
  const { timersFor } = engine.rules;
  const timers = timerChanges(timersFor(incident, own), timersFor(decision.incident, policy));
  const { correlationId } = gesture;
  crashPoint('transact.before_write');
  await writeDecisions(tx, rowsOf(found, [decision], { timers, now, correlationId }));
  crashPoint('transact.before_commit');
  return { ok: true, decision, repeated: false };
}

export function refused(refusal: Refusal, incident: Incident | null) {
  return new RolledBack<Outcome>({ ok: false, refusal, incident });
}

export interface Found extends Locked {
  /** Story time of the command: never before the incident's last decision. */
  now: Date;
  /** False when the gesture's key was there already. */
  isFresh: boolean;
  /** Whether the person who acts is a participant. */
  isInside: boolean;
}

/**
 * Takes the gesture's key and the incident's lock. `now()` is when the transaction began; whoever
 * waited for the lock may find a later decision, so the incident's own instant counts too.
 */
async function lock(tx: Tx, teamId: string, request: Request): Promise<Found | null> {
  const { incidentId, command, gesture } = request;
  const [row] = await tx<LockedRow[]>`
    with key as (
      insert into inbox (team_id, key, incident_id)
      select ${teamId}, ${gesture.key}::text, ${incidentId} where ${gesture.key}::text is not null
      on conflict do nothing returning 1
    )
    select i.*, greatest(now(), i.updated_at) as story_now,
      ${gesture.key}::text is null or (select count(*) from key) = 1 as is_fresh,
      exists (
        select from participants p
        where p.incident_id = i.id and p.user_id = ${actorOf(command)} and p.left_at is null
      ) as is_inside
    from incidents i where i.id = ${incidentId}
    for no key update of i`;
  if (row?.team_id !== teamId) return null;
  return foundIn(row);
}

/** A row of `incidents` as a locking select gives it. */
export type LockedRow = IncidentRow & {
  story_now: Date;
  is_fresh: boolean;
  is_inside: boolean;
};

export function foundIn(row: LockedRow): Found {
  return {
    incident: incidentOf(row),
    head: row.timeline_hash,
    now: row.story_now,
    isFresh: row.is_fresh,
    isInside: row.is_inside,
  };
}

/**
 * A private incident cannot be told from one that does not exist. Whom somebody let into its room
 * is inside; asking to be let in is not enough.
 */
export function maySee(engine: Engine, { incident, isInside }: Found, command: Command): boolean {
  const actor = actorOf(command);
  if (!incident.isPrivate || actor === null) return true;
  // Slack's own news: of who came in, and of what its author did to a message that is kept here.
  if (command.type === 'join_room' && !command.asked) return true;
  if (command.type === 'edit_message') return true;
  return isInside || seesAll(engine, command, incident);
}

/** Whether the policy lets who acts see every private incident; a role counts in `incident` alone. */
export function seesAll(
  { policies }: Engine,
  command: Command,
  incident: Incident | null = null,
): boolean {
  const actor = actorOf(command);
  if (actor === null) return false;
  const policy = policies.active();
  const as = 'as' in command ? command.as : undefined;
  return isAmong(policy.permissions.see_private, actor, as, incident, policy);
}

function isPersons(command: Command): boolean {
  return actorOf(command) !== null;
}

export function actorOf(command: Command): UserId | null {
  return 'by' in command ? command.by : null;
}
