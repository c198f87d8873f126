import { z } from 'zod';
import { steps } from '../incident/steps.ts';
import type { Incident, IncidentState, Phase } from '../incident/types.ts';
import { NewerRelease } from '../slack/ports.ts';
import { storedActionItems, storedBooking, storedMeeting } from './after-state.ts';
import { storedPostmortem } from './postmortem-state.ts';
import {
  instant,
  storedClocks,
  storedCourse,
  storedDrills,
  storedEscalation,
  storedKinds,
  storedLinks,
  storedPresence,
  storedTasks,
  storedTelling,
} from './process-state.ts';

/**
 * Version of the state that this release writes. It reads its own and the one before; a newer one
 * is left to newer releases.
 */
export const stateVersion = 2;

/** What an incident has only where its process made it: each part has a default, which is not stored. */
const processParts = {
  ...storedKinds,
  ...storedTasks,
  ...storedCourse,
  ...storedTelling,
  ...storedLinks,
  ...storedClocks,
  ...storedPresence,
  ...storedEscalation,
  ...storedDrills,
  ...storedPostmortem,
  ...storedBooking,
  ...storedMeeting,
  ...storedActionItems,
};

const StoredState = z.object({
  summary: z.string(),
  origin: z
    .object({
      channelId: z.string(),
      ts: z.string(),
      authorId: z.string().nullable(),
      permalink: z.string().nullable(),
      text: z.string(),
    })
    .nullable(),
  roles: z.record(z.string(), z.array(z.object({ userId: z.string(), since: instant }))),
  offers: z.record(z.string(), z.object({ from: z.string(), to: z.string(), at: instant })),
  updates: z.object({
    last: z
      .object({
        at: instant,
        by: z.string(),
        know: z.string(),
        doing: z.string(),
        need: z.string(),
      })
      .nullable(),
    nextDueAt: instant.nullable(),
    promisedAt: instant.nullable(),
    ownedBy: z.string().nullable(),
    snooze: z.object({ by: z.string(), reason: z.string(), until: instant }).nullable(),
  }),
  commanderlessSince: instant.nullable(),
  fired: z.record(z.string(), instant),
  failedSteps: z
    .partialRecord(z.enum(steps), z.object({ error: z.string(), at: instant }))
    .transform((failed) => failed as IncidentState['failedSteps']),
  outcome: z.string().nullable(),
  ...processParts,
}) satisfies z.ZodType<IncidentState>;

const usual: Readonly<Record<string, unknown>> = z.object(processParts).parse({});

/** The state as it goes into the row: parts that are as they are when nothing is said are left out. */
export function stateToStore(state: IncidentState): Partial<IncidentState> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(state)) {
    if (!Object.hasOwn(usual, key) || !isAlike(value, usual[key])) kept[key] = value;
  }
  return kept;
}

/** Whether a part is as its default, in which there are no instants. */
function isAlike(value: unknown, other: unknown): boolean {
  if (value === other) return true;
  if (!isRecord(value) || !isRecord(other) || value instanceof Date) return false;
  const keys = Object.keys(value);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => isAlike(value[key], other[key]))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A row of `incidents` as the driver hands it over. */
export interface IncidentRow {
  id: number;
  team_id: string;
  number: number;
  title: string;
  severity: string | null;
  status: string;
  phase: string;
  is_private: boolean;
  is_drill: boolean;
  declared_by: string;
  declared_at: Date;
  resolved_at: Date | null;
  closed_at: Date | null;
  updated_at: Date;
  version: number;
  policy_hash: string;
  state: unknown;
  state_version: number;
  timeline_hash: Uint8Array;
}

/** The incident a row holds. Throws when a newer release wrote it. */
export function incidentOf(row: IncidentRow): Incident {
  return {
    id: row.id,
    teamId: row.team_id,
    number: row.number,
    title: row.title,
    severity: row.severity,
    status: row.status,
    phase: row.phase as Phase,
    isPrivate: row.is_private,
    isDrill: row.is_drill,
    declaredBy: row.declared_by,
    declaredAt: row.declared_at,
    resolvedAt: row.resolved_at,
    closedAt: row.closed_at,
    updatedAt: row.updated_at,
    version: row.version,
    policyHash: row.policy_hash,
    state: readState(row.state, row.state_version),
  };
}

/** The state of a `state` column, its instants as dates. */
export function readState(stored: unknown, version: number): IncidentState {
  if (version > stateVersion) {
    throw new NewerRelease(`a newer release wrote this state (version ${version})`);
  }
  return StoredState.parse(stored);
}

/**
 * Turns the texts under keys that name an instant (`at`, or ending in `At`) back into dates:
 * for effects and timeline data, whose shapes are as many as there are facts.
 */
export function withInstants<T>(stored: unknown): T {
  return revive(stored) as T;
}

function revive(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return /^at$|At$/.test(key) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((each) => revive(each));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, revive(each, name)]),
  );
}
