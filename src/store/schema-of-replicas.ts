import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column-types.ts';

/** The tables of what belongs to no incident and no decision: what replicas know, and tell each other. */

/** When a replica last looked at the clock, one row per workspace: how Muster knows that it was away. */
export const pulses = pgTable('pulses', {
  teamId: text('team_id').primaryKey(),
  /** The same instant in real time, and in story time. */
  beatAt: instant('beat_at').notNull(),
  storyAt: instant('story_at').notNull(),
  /** The last span, in story time, in which nobody looked for longer than a restart takes. */
  awayFromAt: instant('away_from_at'),
  awayToAt: instant('away_to_at'),
});

/**
 * What each process is firing, or was when it last looked. Where one ends in the middle of it, this
 * stays behind, and what it holds is fired one by one: something in it may have ended the process.
 */
export const firingMarks = pgTable(
  'firing_marks',
  {
    teamId: text('team_id').notNull(),
    /** A number that the process gave itself. */
    worker: integer('worker').notNull(),
    /** The process of PostgreSQL that served the look: with it goes the connection, with that the worker. */
    backend: integer('backend').notNull(),
    /** Real time. */
    markedAt: instant('marked_at').notNull(),
    incidentIds: jsonb('incident_ids').$type<number[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.worker] })],
);

/** Slack said wait: nobody calls this method (and channel) before then. Shared by all replicas. */
export const rateBlocks = pgTable(
  'rate_blocks',
  {
    teamId: text('team_id').notNull(),
    bucket: text('bucket').notNull(),
    blockedUntil: instant('blocked_until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.bucket] })],
);

/** What a release must be to work here: see `release.ts`. Written by migrations alone. */
export const engineGate = pgTable('engine_gate', {
  /** `run` or `engine`. */
  name: text('name').primaryKey(),
  minRelease: integer('min_release').notNull(),
});

/** What we know of the workspace: members, channels by name, user groups by handle. A cache. */
export const directory = pgTable(
  'directory',
  {
    teamId: text('team_id').notNull(),
    kind: text('kind').$type<'user' | 'channel' | 'group'>().notNull(),
    slackId: text('slack_id').notNull(),
    name: text('name').notNull(),
    email: text('email'),
    data: jsonb('data').$type<DirectoryData>().notNull(),
    refreshedAt: instant('refreshed_at').notNull().default(sql`pg_catalog.clock_timestamp()`),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.kind, t.slackId] }),
    index('directory_name').on(t.teamId, t.kind, t.name),
  ],
);

export interface DirectoryData {
  isGuest?: boolean;
  isBot?: boolean;
  isDeactivated?: boolean;
  isStranger?: boolean;
  timeZone?: string;
}
