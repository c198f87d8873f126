import type { IncidentView } from '../incident/places.ts';
import type { UserId } from '../incident/types.ts';
import type { Ports, Reads } from '../slack/ports.ts';
import type { Client, Pool } from '../store/pool.ts';
import {
  findIncidents,
  incidentById,
  incidentByNumber,
  incidentByRoom,
  incidentIdOfRoom,
  incidentsHolding,
  incidentsOf,
  incidentsSince,
  openIncidents,
  timelineOf,
} from '../store/queries.ts';
import { declareIncident } from './declare.ts';
import type { Engine } from './engine.ts';
import { transact } from './transact.ts';

/** What the directory answers for listeners. */
export type PortDirectory = Pick<Ports, 'mayAct' | 'isApp' | 'nameOf' | 'directoryChanged'>;

/** A person waits for a read and then for the command; together they must stay below 3 s. */
const readDeadlineMs = 1_000;

/** What listeners get of the engine. */
export function createPorts(engine: Engine, directory: PortDirectory): Ports {
  return {
    run: (incidentId, command, gesture) => transact(engine, { incidentId, command, gesture }),
    declare: (declare, gesture) => declareIncident(engine, declare, gesture),
    read: createReads(engine, engine.database.ack, readDeadlineMs),
    activePolicy: () => engine.policies.active(),
    policyOf: ({ policyHash }) =>
      engine.policies.known(policyHash) ??
      engine.database.ack.use(({ sql }) => engine.policies.get(sql, policyHash), readDeadlineMs),
    roomOf: (channelId) =>
      engine.database.ack.use(
        ({ sql }) => incidentIdOfRoom(sql, engine.teamId, channelId),
        readDeadlineMs,
      ),
    now: () => engine.clock.now(),
    mayAct: (userId, payloadTeamId) => directory.mayAct(userId, payloadTeamId),
    isApp: (userId) => directory.isApp(userId),
    nameOf: (userId) => directory.nameOf(userId),
    directoryChanged: (change) => directory.directoryChanged(change),
  };
}

/** Reads on these connections, each given up after `deadlineMs`. */
export function createReads(
  { teamId, policies }: Pick<Engine, 'teamId' | 'policies'>,
  pool: Pool,
  deadlineMs?: number,
): Reads {
  const read = <T>(ask: (sql: Client['sql']) => Promise<T>) =>
    pool.use(({ sql }) => ask(sql), deadlineMs);
  const list = (ask: (sql: Client['sql']) => Promise<IncidentView[]>) =>
    read(async (sql) => {
      const views: IncidentView[] = [];
      for (const view of await ask(sql)) {
        views.push({ ...view, policy: await policies.get(sql, view.incident.policyHash) });
      }
      return views;
    });
  const as = (userId: UserId) => ({ teamId, userId });
  return {
    byNumber: (number, viewer) => read((sql) => incidentByNumber(sql, as(viewer), number)),
    byId: (id, viewer) => read((sql) => incidentById(sql, as(viewer), id)),
    byRoom: (channelId, viewer) => read((sql) => incidentByRoom(sql, as(viewer), channelId)),
    open: (viewer) => list((sql) => openIncidents(sql, as(viewer))),
    mine: (viewer) => list((sql) => incidentsOf(sql, as(viewer))),
    find: (text, viewer) => list((sql) => findIncidents(sql, as(viewer), text)),
    declaredSince: (minutes, viewer) => list((sql) => incidentsSince(sql, as(viewer), minutes)),
    timeline: (incidentId, page) => read((sql) => timelineOf(sql, incidentId, page)),
    recordedIn: (channelId, ts) => read((sql) => incidentsHolding(sql, teamId, { channelId, ts })),
  };
}
