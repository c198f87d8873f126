import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Actor, Effect, IncidentState, Phase, TimerKind } from '../incident/types.ts';
import type {
  OrganisationEffect,
  OrganisationState,
  OrganisationTimerKind,
} from '../organisation/types.ts';
import type { Policy } from '../policy/schema.ts';
import { bytes, id, instant, words } from './column-types.ts';

/**
 * The tables of incidents and of the organisation; the others are in `schema-of-replicas.ts`. Every Slack id and unique key carries `team_id`. `now()` is story time; leases,
 * back-off and buckets use `pg_catalog.clock_timestamp()`, which nobody moves.
 */

/** What belongs to no incident: the number counter and the active policy, one row per workspace. */
export const organisations = pgTable('organisations', {
  teamId: text('team_id').primaryKey(),
  nextNumber: integer('next_number').notNull().default(1),
  activePolicyHash: text('active_policy_hash').notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** Policies by hash, kept for ever: each incident keeps the one it was declared under. */
export const policies = pgTable('policies', {
  hash: text('hash').primaryKey(),
  body: jsonb('body').$type<Policy>().notNull(),
  bodyVersion: smallint('body_version').notNull().default(1),
  source: text('source').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const incidents = pgTable(
  'incidents',
  {
    id: id().primaryKey().generatedAlwaysAsIdentity(),
    teamId: text('team_id').notNull(),
    number: integer('number').notNull(),
    declareKey: text('declare_key').notNull(),
    title: text('title').notNull(),
    /** Null where the policy has none. */
    severity: text('severity'),
    status: text('status').notNull(),
    phase: text('phase').$type<Phase>().notNull(),
    isPrivate: boolean('is_private').notNull(),
    isDrill: boolean('is_drill').notNull(),
    declaredBy: text('declared_by').notNull(),
    declaredAt: instant('declared_at').notNull(),
    resolvedAt: instant('resolved_at'),
    closedAt: instant('closed_at'),
    updatedAt: instant('updated_at').notNull(),
    version: integer('version').notNull(),
    policyHash: text('policy_hash')
      .notNull()
      .references(() => policies.hash),
    state: jsonb('state').$type<IncidentState>().notNull(),
    stateVersion: smallint('state_version').notNull().default(1),
    /** Head of the timeline's hash chain. */
    timelineHash: bytes('timeline_hash').notNull(),
  },
  (t) => [
    uniqueIndex('incidents_number').on(t.teamId, t.number),
    uniqueIndex('incidents_declare_key').on(t.teamId, t.declareKey),
    index('incidents_declared').on(t.teamId, t.declaredAt),
    index('incidents_open')
      .on(t.teamId, t.declaredAt)
      .where(sql`phase not in ('closed', 'declined', 'cancelled', 'merged')`),
    // What is left to do of them; read as `hasActionItems` in queries-of-reports.ts says it.
    index('incidents_action_items')
      .on(t.teamId)
      .where(sql`jsonb_path_exists(state, '$.actionItems[*] ? (@.ended == null)')`),
    // What reviews of open work read; as `incidentsToReview` in queries-of-reports.ts says it.
    index('incidents_to_review')
      .on(t.teamId, t.number)
      .where(sql`not is_private and not is_drill and (
        phase in ('resolved', 'reviewing')
        or (phase = 'closed' and state->'improving' = 'true')
        or (phase not in ('triage', 'active', 'mitigated')
          and jsonb_path_exists(state, '$.actionItems[*] ? (@.ended == null)')))`),
    // What is to be written, and when people meet; read as `incidentsToWrite` in queries.ts says it.
    index('incidents_authors')
      .on(t.teamId, sql`(state->'postmortem'->'author'->>'userId')`)
      .where(sql`state->'postmortem'->>'status' <> 'published'
        and state->'postmortem'->'author'->>'userId' is not null`),
    index('incidents_meetings')
      .on(t.teamId, sql`(state->'booking'->'booked'->>'toAt')`)
      .where(sql`state->'booking'->'booked'->>'toAt' is not null`),
    // Who is in their rooms is looked at now and then.
    index('incidents_private').on(t.teamId).where(sql`is_private`),
  ],
);

/**
 * What an incident is found by when another looks like it, written when that changes. Empty for what is
 * private. Where the database has pg_trgm, there is an index of the titles besides (`trigrams.ts`).
 */
export const likenesses = pgTable(
  'likenesses',
  {
    incidentId: id('incident_id').primaryKey(),
    teamId: text('team_id').notNull(),
    title: text('title').notNull(),
    words: words('words').notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.incidentId], foreignColumns: [incidents.id] }),
    index('likenesses_words').using('gin', t.words),
  ],
);

/** Append-only. `hash` chains salted digests, so that text can be removed and the chain still verifies. */
export const timeline = pgTable(
  'timeline',
  {
    incidentId: id('incident_id')
      .notNull()
      .references(() => incidents.id),
    seq: integer('seq').notNull(),
    teamId: text('team_id').notNull(),
    at: instant('at').notNull(),
    type: text('type').notNull(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    policyHash: text('policy_hash').notNull(),
    correlationId: text('correlation_id').notNull(),
    salt: bytes('salt'),
    digest: bytes('digest').notNull(),
    hash: bytes('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.incidentId, t.seq] }),
    // Every edit of a message in any channel asks whether a timeline holds it.
    index('timeline_source')
      .on(sql`(data -> 'source' ->> 'ts')`)
      .where(sql`data -> 'source' ->> 'ts' is not null`),
  ],
);

/** Who is in an incident: role holders, people in its room, its declarer. Decides who sees a private one. */
export const participants = pgTable(
  'participants',
  {
    incidentId: id('incident_id')
      .notNull()
      .references(() => incidents.id),
    teamId: text('team_id').notNull(),
    userId: text('user_id').notNull(),
    joinedAt: instant('joined_at').notNull(),
    leftAt: instant('left_at'),
  },
  (t) => [
    primaryKey({ columns: [t.incidentId, t.userId] }),
    index('participants_user').on(t.teamId, t.userId),
  ],
);

/** An index over what `timersFor` derives, saved by difference so that attempts survive. */
export const timers = pgTable(
  'timers',
  {
    incidentId: id('incident_id')
      .notNull()
      .references(() => incidents.id),
    key: text('key').notNull(),
    teamId: text('team_id').notNull(),
    kind: text('kind').$type<TimerKind>().notNull(),
    /** Somebody is called by it: looked at before all others. */
    isUrgent: boolean('is_urgent').notNull().default(false),
    dueAt: instant('due_at').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    /** Back-off after a rule threw, in real time. */
    notBefore: instant('not_before').notNull().default(sql`'-infinity'`),
    /** Set when given up; shown to an operator. */
    parkedAt: instant('parked_at'),
    lastError: text('last_error'),
  },
  (t) => [
    primaryKey({ columns: [t.incidentId, t.key] }),
    index('timers_due').on(t.teamId, t.isUrgent, t.dueAt).where(sql`parked_at is null`),
    index('timers_parked').on(t.teamId).where(sql`parked_at is not null`),
  ],
);

/**
 * What belongs to no incident and changes: who is on call instead of whom, what was told of turns and
 * of what comes again. A row of its own, because declarations write that of `organisations`.
 */
export const organisationStates = pgTable('organisation_states', {
  teamId: text('team_id').primaryKey(),
  state: jsonb('state').$type<OrganisationState>().notNull(),
  stateVersion: smallint('state_version').notNull().default(1),
  version: integer('version').notNull().default(0),
  updatedAt: instant('updated_at').notNull().defaultNow(),
  /** The policy that its timers were derived under; null before the first. */
  policyHash: text('policy_hash'),
  /** Head of the log's hash chain. */
  logHash: bytes('log_hash').notNull(),
});

/** What was decided for the organisation. Append-only, chained like the timeline. */
export const organisationLog = pgTable(
  'organisation_log',
  {
    teamId: text('team_id').notNull(),
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    type: text('type').notNull(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    correlationId: text('correlation_id').notNull(),
    salt: bytes('salt'),
    digest: bytes('digest').notNull(),
    hash: bytes('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.seq] })],
);

/** An index over the organisation's timers, like `timers`. */
export const organisationTimers = pgTable(
  'organisation_timers',
  {
    teamId: text('team_id').notNull(),
    key: text('key').notNull(),
    kind: text('kind').$type<OrganisationTimerKind>().notNull(),
    dueAt: instant('due_at').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    /** Back-off after a rule threw, in real time. */
    notBefore: instant('not_before').notNull().default(sql`'-infinity'`),
    /** Set when given up; shown to an operator. */
    parkedAt: instant('parked_at'),
    lastError: text('last_error'),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.key] }),
    index('organisation_timers_due').on(t.dueAt).where(sql`parked_at is null`),
  ],
);

/** What delivery still owes Slack, and what it did. Ordered within a lane by id. */
export const outbox = pgTable(
  'outbox',
  {
    id: id().primaryKey().generatedAlwaysAsIdentity(),
    teamId: text('team_id').notNull(),
    incidentId: id('incident_id').references(() => incidents.id),
    lane: text('lane').notNull(),
    /** Address that must exist first: `room` or `card`. */
    needs: text('needs').$type<'room' | 'card' | 'news'>(),
    effect: jsonb('effect').$type<Effect | OrganisationEffect>().notNull(),
    effectVersion: smallint('effect_version').notNull().default(1),
    class: text('class')
      .$type<'idempotent' | 'reconcile' | 'duplicate_ok' | 'best_effort'>()
      .notNull(),
    /** 0 paging … 9 cosmetics. */
    priority: smallint('priority').notNull(),
    /** Main Web API method, for rate limits. */
    method: text('method').notNull(),
    coalesceKey: text('coalesce_key'),
    /** Facts told at most once per key, whatever derives them. */
    onceKey: text('once_key'),
    state: text('state')
      .$type<'pending' | 'sending' | 'sent' | 'superseded' | 'dead'>()
      .notNull()
      .default('pending'),
    /** Story time of the decision that left this row. */
    decidedAt: instant('decided_at').notNull(),
    notBefore: instant('not_before').notNull().default(sql`'-infinity'`),
    attempts: smallint('attempts').notNull().default(0),
    leaseToken: uuid('lease_token'),
    leaseUntil: instant('lease_until'),
    firstAttemptAt: instant('first_attempt_at'),
    /** Set while a send may have happened and nobody knows. */
    ambiguousSince: instant('ambiguous_since'),
    /** Goes out in message metadata, and is what a look-up finds it by. */
    messageKey: uuid('message_key').notNull().defaultRandom(),
    result: jsonb('result').$type<Record<string, unknown>>(),
    lastError: text('last_error'),
    settledAt: instant('settled_at'),
    correlationId: text('correlation_id').notNull(),
  },
  (t) => [
    index('outbox_lane').on(t.lane, t.id).where(sql`state in ('pending', 'sending')`),
    index('outbox_lease').on(t.leaseUntil).where(sql`state = 'sending'`),
    // What was given up waits for an operator.
    index('outbox_dead').on(t.teamId, t.id).where(sql`state = 'dead'`),
    // Whoever is paged never waits behind what is only to be seen.
    index('outbox_urgent')
      .on(t.lane, t.id)
      .where(sql`state in ('pending', 'sending') and priority = 0`),
    uniqueIndex('outbox_coalesce')
      .on(t.coalesceKey)
      .where(sql`state = 'pending' and coalesce_key is not null`),
    uniqueIndex('outbox_once').on(t.teamId, t.onceKey).where(sql`once_key is not null`),
    // What is past its time; rows with a once key never are.
    index('outbox_settled').on(t.settledAt).where(sql`settled_at is not null and once_key is null`),
    // What was said of one incident, and which message has a key: of those that wait there are few.
    index('outbox_settled_incident').on(t.incidentId).where(sql`settled_at is not null`),
    index('outbox_settled_key').on(t.messageKey).where(sql`settled_at is not null`),
    // What one that becomes private is taken out of; read as `reminderRows` in told-of.ts says it.
    index('outbox_reminders').on(t.teamId).where(sql`effect->'fact'->>'type' = 'action_items_due'`),
  ],
);

/** Where an incident's things are in Slack; written only by delivery. */
export const places = pgTable(
  'places',
  {
    incidentId: id('incident_id').notNull(),
    /** `room`, `card`, `news`, `bookmark`. */
    place: text('place').notNull(),
    teamId: text('team_id').notNull(),
    channelId: text('channel_id').notNull(),
    ts: text('ts'),
    /** For `room`: the thread it lives in, where the workspace allowed no channel. */
    threadTs: text('thread_ts'),
    /** Whether Muster made it, so that it may archive it. */
    ours: boolean('ours').notNull().default(true),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.incidentId, t.place] }),
    foreignKey({ columns: [t.incidentId], foreignColumns: [incidents.id] }),
    uniqueIndex('places_room')
      .on(t.teamId, t.channelId)
      .where(sql`place = 'room' and thread_ts is null`),
  ],
);

/** Keys of everything that came in and was acted on. */
export const inbox = pgTable(
  'inbox',
  {
    teamId: text('team_id').notNull(),
    key: text('key').notNull(),
    incidentId: id('incident_id'),
    receivedAt: instant('received_at').notNull().default(sql`pg_catalog.clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.key] })],
);
