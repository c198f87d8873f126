import { atPace } from '../incident/drills/pace.ts';
import { isAmong } from '../incident/people.ts';
import type { IncidentView } from '../incident/places.ts';
import type { Incident, UserId } from '../incident/types.ts';
import { recentChanges } from '../integrations/recent-changes.ts';
import { withKeys } from '../policy/plain.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ports, Reads } from '../slack/ports.ts';
import { readOrganisation } from '../store/organisation.ts';
import { NewerPolicy, type Policies } from '../store/policies.ts';
import type { Client, Pool } from '../store/pool.ts';
import {
  entriesOf,
  findIncidents,
  incidentById,
  incidentByNumber,
  incidentByRoom,
  incidentIdOfLostRoom,
  incidentIdOfRoom,
  incidentsHolding,
  incidentsOf,
  incidentsSince,
  incidentsToHold,
  incidentsToWrite,
  openIncidents,
  otherIncidents,
  placeOf,
  timelineOf,
  undecidedIncidents,
  type Viewer,
} from '../store/queries.ts';
import { countedIncidents } from '../store/queries-of-reports.ts';
import { incidentsLike, pastOf } from '../store/queries-of-similar.ts';
import { declareIncident } from './declare.ts';
import type { Engine } from './engine.ts';
import { memberGone } from './member-gone.ts';
import { ownItems } from './owed-items.ts';
import { type KnownPeople, peopleBehind } from './people-behind.ts';
import { policyBetween } from './policy-between.ts';
import { transact } from './transact.ts';
import { transactOrganisation } from './transact-organisation.ts';

/** What the directory answers for listeners. */
export type PortDirectory = Pick<
  Ports,
  'mayAct' | 'isApp' | 'refsOf' | 'timeZoneOf' | 'nameOf' | 'directoryChanged'
> &
  KnownPeople;

/** A person waits for a read and then for the command; together they must stay below 3 s. */
const readDeadlineMs = 1_000;

/**
 * The incident's own policy. While a newer release is being rolled out, it may be one that this
 * replica cannot read: the incident is then shown in the words of the policy in force, so that a
 * list still has all the others.
 */
async function policyToShow(
  policies: Policies,
  sql: Client['sql'],
  incident: Incident,
): Promise<Policy> {
  try {
    return atPace(await policies.get(sql, incident.policyHash), incident);
  } catch (error) {
    if (!(error instanceof NewerPolicy)) throw error;
    return atPace(withKeys(policies.active(), incident), incident);
  }
}

/** What listeners get of the engine. `environment` is what commands of the policy see of ours. */
export function createPorts(
  engine: Engine,
  directory: PortDirectory,
  {
    environment = {},
    canMail = false,
  }: { environment?: Readonly<Record<string, string>>; canMail?: boolean } = {},
): Omit<Ports, 'doctor' | 'outbox'> {
  return {
    canMail,
    recentChanges: async ({ changes }, hours) => {
      const { command, timeout_seconds: timeoutSeconds } = changes;
      if (command === undefined) return null;
      return recentChanges({ command, hours, timeoutSeconds, environment });
    },
    run: (incidentId, command, gesture) => transact(engine, { incidentId, command, gesture }),
    declare: async (declare, gesture) => {
      const as = await directory.refsOf(declare.by, engine.policies.active());
      return declareIncident(engine, as.length > 0 ? { ...declare, as } : declare, gesture);
    },
    read: createReads(engine, engine.database.ack, {
      deadlineMs: readDeadlineMs,
      refsOf: directory.refsOf.bind(directory),
    }),
    organisation: {
      read: () =>
        engine.database.ack.use(({ sql }) => readOrganisation(sql, engine.teamId), readDeadlineMs),
      peopleBehind: (refs) => peopleBehind(refs, engine.policies.active(), directory),
      run: (command, gesture) => transactOrganisation(engine, command, gesture),
    },
    activePolicy: () => engine.policies.active(),
    policyOf: async (incident) => {
      const { policyHash } = incident;
      const written =
        engine.policies.known(policyHash) ??
        engine.database.ack.use(({ sql }) => engine.policies.get(sql, policyHash), readDeadlineMs);
      return atPace(await written, incident);
    },
    policyChange: async (since) => {
      const { policies, database } = engine;
      const hash = policies.activeHash() ?? '';
      const before =
        policies.known(since) ??
        database.ack.use(({ sql }) => policies.get(sql, since), readDeadlineMs);
      return policyBetween(
        { hash: since, policy: await before },
        { hash, policy: policies.active() },
      );
    },
    roomOf: (channelId) =>
      engine.database.ack.use(
        ({ sql }) => incidentIdOfRoom(sql, engine.teamId, channelId),
        readDeadlineMs,
      ),
    lostRoomOf: (channelId) =>
      engine.database.ack.use(
        ({ sql }) => incidentIdOfLostRoom(sql, engine.teamId, channelId),
        readDeadlineMs,
      ),
    now: () => engine.clock.now(),
    mayAct: (userId, payloadTeamId) => directory.mayAct(userId, payloadTeamId),
    isApp: (userId) => directory.isApp(userId),
    refsOf: (userId, policy) => directory.refsOf(userId, policy),
    timeZoneOf: (userId) => directory.timeZoneOf(userId),
    nameOf: (userId) => directory.nameOf(userId),
    directoryChanged: (change) => directory.directoryChanged(change),
    memberGone: (userId, gesture) => memberGone(engine, userId, gesture),
  };
}

/**
 * Reads on these connections, each given up after `deadlineMs`. `refsOf` tells who sees every private
 * incident; without it nobody does for being named in the policy.
 */
export function createReads(
  { teamId, policies }: Pick<Engine, 'teamId' | 'policies'>,
  pool: Pool,
  { deadlineMs, refsOf }: { deadlineMs?: number; refsOf?: Ports['refsOf'] } = {},
): Reads {
  const read = <T>(ask: (sql: Client['sql']) => Promise<T>) =>
    pool.use(({ sql }) => ask(sql), deadlineMs);
  const list = (ask: (sql: Client['sql']) => Promise<IncidentView[]>) =>
    read(async (sql) => {
      const views: IncidentView[] = [];
      for (const view of await ask(sql)) {
        views.push({ ...view, policy: await policyToShow(policies, sql, view.incident) });
      }
      return views;
    });
  const as = async (userId: UserId): Promise<Viewer> => {
    const policy = policies.active();
    const { see_private: who } = policy.permissions;
    const refs = who.length > 0 ? await refsOf?.(userId, policy) : [];
    return { teamId, userId, seesPrivate: isAmong(who, userId, refs, null, policy) };
  };
  const seen = async <T>(
    userId: UserId,
    ask: (sql: Client['sql'], viewer: Viewer) => Promise<T>,
  ) => {
    const viewer = await as(userId);
    return read((sql) => ask(sql, viewer));
  };
  const listed = async (
    userId: UserId,
    ask: (sql: Client['sql'], viewer: Viewer) => Promise<IncidentView[]>,
  ) => {
    const viewer = await as(userId);
    return list((sql) => ask(sql, viewer));
  };
  return {
    byNumber: (number, viewer) => seen(viewer, (sql, who) => incidentByNumber(sql, who, number)),
    byId: (id, viewer) => seen(viewer, (sql, who) => incidentById(sql, who, id)),
    byRoom: (channelId, viewer) => seen(viewer, (sql, who) => incidentByRoom(sql, who, channelId)),
    open: (viewer) => listed(viewer, openIncidents),
    mine: (viewer, limit) => listed(viewer, (sql, who) => incidentsOf(sql, who, limit)),
    others: (viewer, limit) => listed(viewer, (sql, who) => otherIncidents(sql, who, limit)),
    owed: (owner) => read((sql) => ownItems(sql, { teamId, policies }, owner)),
    reviews: (viewer) => listed(viewer, incidentsToWrite),
    find: (text, viewer) => listed(viewer, (sql, who) => findIncidents(sql, who, text)),
    declaredSince: (minutes, viewer) =>
      listed(viewer, (sql, who) => incidentsSince(sql, who, minutes)),
    countedSince: (fromAt, viewer) =>
      seen(viewer, (sql, who) => countedIncidents(sql, { teamId, fromAt }, who)),
    pastOf: (incident) => read((sql) => pastOf(sql, incident)),
    similarTo: (incident) => read((sql) => incidentsLike(sql, incident)),
    timeline: (incidentId, page) => read((sql) => timelineOf(sql, incidentId, page)),
    undecided: (viewer) => listed(viewer, undecidedIncidents),
    toHold: (viewer) => listed(viewer, incidentsToHold),
    entriesOf: (incidentId, types) => read((sql) => entriesOf(sql, incidentId, types)),
    place: (incidentId, place) => read((sql) => placeOf(sql, incidentId, place)),
    recordedIn: (channelId, ts) => read((sql) => incidentsHolding(sql, teamId, { channelId, ts })),
  };
}
