import type postgres from 'postgres';
import type { App, Canvas, Channel, FileRecord, Message } from '../../sandbox/server/model.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import type { Address } from '../../src/engine/row-json.ts';
import type { Actor, Effect, Incident, Timer } from '../../src/incident/types.ts';
import type { OrganisationEffect } from '../../src/organisation/types.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { Policies } from '../../src/store/policies.ts';
import { type IncidentRow, incidentOf, withInstants } from '../../src/store/state.ts';
import type { Mailboxes, Taken } from '../support/mailbox.ts';
import type { Acknowledged } from './scenario.ts';

/**
 * Two independent histories of one run, for the checker to compare: what Muster's database says that
 * was decided and told, and what Slack holds.
 */
export interface Histories {
  incidents: StoredIncident[];
  outbox: OutboxRow[];
  slack: SlackHistory;
  acknowledged: readonly Acknowledged[];
  /** E-mail that was taken. */
  letters: readonly Taken[];
  /** Story time when it was read. */
  now: Date;
}

export interface StoredIncident {
  incident: Incident;
  policy: Policy;
  /** Head of the chain. */
  head: Uint8Array;
  lines: TimelineLine[];
  timers: Pick<Timer, 'key' | 'dueAt'>[];
  places: Record<string, Address>;
}

export interface TimelineLine {
  seq: number;
  at: Date;
  type: string;
  actor: Actor;
  data: Record<string, unknown>;
  policyHash: string;
  salt: Uint8Array | null;
  digest: Uint8Array;
  hash: Uint8Array;
}

export interface OutboxRow {
  id: number;
  incidentId: number | null;
  lane: string;
  effect: Effect | OrganisationEffect;
  class: string;
  state: string;
  decidedAt: Date;
  /** Real time by which a lease that lives would have ended long ago. */
  isLeaseOver: boolean;
  messageKey: string;
  resultTs: string | null;
  lastError: string | null;
}

export interface SlackHistory {
  app: App;
  channels: Channel[];
  /** What the app wrote and anybody may read, in all channels. */
  said: Message[];
  files: FileRecord[];
  canvases: Canvas[];
}

export async function readHistories(from: {
  sql: postgres.Sql;
  sandbox: Sandbox;
  acknowledgements: readonly Acknowledged[];
  mailboxes?: Mailboxes | undefined;
}): Promise<Histories> {
  const { sql, sandbox, acknowledgements, mailboxes } = from;
  const { app, workspace } = sandbox;
  const channels = [...workspace.channels.values()];
  const said = channels
    .flatMap(({ messages }) => [...messages.values()])
    .filter(({ user, subtype }) => user === app.bot_user_id && isSaid(subtype));
  const [clock] = await sql<{ now: Date }[]>`select now() as now`;
  return {
    incidents: await readIncidents(sql),
    outbox: await readOutbox(sql),
    slack: {
      ...{ app, channels, said },
      files: [...workspace.files.values()],
      canvases: [...workspace.canvases.values()],
    },
    letters: mailboxes?.taken ?? [],
    acknowledged: acknowledgements,
    now: clock?.now ?? new Date(0),
  };
}

/** What Slack says by itself when somebody joins, pins or renames is no message of the app's. */
function isSaid(subtype: string | undefined): boolean {
  return subtype === undefined || ['bot_message', 'thread_broadcast'].includes(subtype);
}

async function readIncidents(sql: postgres.Sql): Promise<StoredIncident[]> {
  const policies = new Policies();
  const rows = await sql<IncidentRow[]>`select * from incidents order by id`;
  const lines = await sql<(TimelineLine & { incidentId: string })[]>`
    select incident_id as "incidentId", seq, at, type, actor, data, policy_hash as "policyHash",
      salt, digest, hash
    from timeline order by incident_id, seq`;
  const timers = await sql<{ incidentId: string; key: string; dueAt: Date }[]>`
    select incident_id as "incidentId", key, due_at as "dueAt" from timers`;
  const places = await sql<(Address & { incidentId: string; place: string })[]>`
    select incident_id as "incidentId", place, channel_id as "channelId", ts,
      thread_ts as "threadTs", ours from places`;
  return Promise.all(
    rows.map(async (raw) => {
      const row = { ...raw, id: Number(raw.id) };
      const own = <T extends { incidentId: string }>(all: readonly T[]) =>
        all.filter(({ incidentId }) => Number(incidentId) === row.id);
      return {
        incident: incidentOf(row),
        policy: await policies.get(sql, row.policy_hash),
        head: row.timeline_hash,
        lines: own(lines),
        timers: own(timers),
        places: Object.fromEntries(own(places).map(({ place, ...address }) => [place, address])),
      };
    }),
  );
}

async function readOutbox(sql: postgres.Sql): Promise<OutboxRow[]> {
  const rows = await sql<(OutboxRow & { effect: OutboxRow['effect'] })[]>`
    select id::float8, incident_id::float8 as "incidentId", lane, effect, class, state,
      decided_at as "decidedAt", message_key as "messageKey", result->>'ts' as "resultTs",
      last_error as "lastError", coalesce(
        state = 'sending' and lease_until + interval '10 s' < pg_catalog.clock_timestamp(), false
      ) as "isLeaseOver"
    from outbox order by id`;
  return rows.map((row) => ({ ...row, effect: withInstants<OutboxRow['effect']>(row.effect) }));
}
