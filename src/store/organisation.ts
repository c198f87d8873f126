import type postgres from 'postgres';
import { z } from 'zod';
import type { Organisation, OrganisationState } from '../organisation/types.ts';
import { NewerRelease } from '../slack/ports.ts';
import { instant } from './process-state.ts';

/** Version of the organisation's state that this release writes; it reads what is not newer. */
export const organisationStateVersion = 1;

const StoredOrganisation = z.object({
  overrides: z
    .array(
      z.object({
        id: z.number(),
        schedule: z.string(),
        userId: z.string(),
        fromAt: instant,
        untilAt: instant,
        by: z.string(),
        at: instant,
      }),
    )
    .default([]),
  shifts: z.record(z.string(), z.object({ at: instant, people: z.array(z.string()) })).default({}),
  recurring: z.record(z.string(), z.object({ at: instant, rule: z.string() })).default({}),
  leftToDo: z.number().default(0),
  review: z
    .object({ channelId: z.string(), ts: z.string(), at: instant, missed: z.number() })
    .optional(),
}) satisfies z.ZodType<OrganisationState>;

/** A row of `organisation_states` as the driver hands it over. */
export interface OrganisationRow {
  team_id: string;
  state: unknown;
  state_version: number;
  version: number;
  updated_at: Date;
}

/** A replica of a newer release wrote the organisation, in a shape that this release cannot read. */
export class NewerOrganisation extends NewerRelease {
  constructor(version: number) {
    super(`a newer release wrote the organisation (version ${version})`);
  }
}

/** The organisation a row holds. Throws `NewerOrganisation` when a newer release wrote it. */
export function organisationOf(row: OrganisationRow): Organisation {
  if (row.state_version > organisationStateVersion) {
    throw new NewerOrganisation(row.state_version);
  }
  return {
    teamId: row.team_id,
    updatedAt: row.updated_at,
    version: row.version,
    state: StoredOrganisation.parse(row.state),
  };
}

/** The organisation as it is now; one that was never decided about has nothing yet. */
export async function readOrganisation(sql: postgres.ISql, teamId: string): Promise<Organisation> {
  const [row] = await sql<(Omit<OrganisationRow, 'state'> & { state: unknown })[]>`
    select ${teamId} as team_id, coalesce(s.state, '{}') as state,
      coalesce(s.state_version, 1) as state_version, coalesce(s.version, 0) as version,
      coalesce(s.updated_at, now()) as updated_at
    from (select 1) one left join organisation_states s on s.team_id = ${teamId}`;
  if (!row) throw new Error('one row was asked for');
  return organisationOf(row);
}

/** Makes the row that a decision locks, where there is none yet. */
export async function beginOrganisation(sql: postgres.ISql, teamId: string): Promise<void> {
  await sql`
    insert into organisation_states (team_id, state, log_hash)
    values (${teamId}, '{}', decode(repeat('00', 32), 'hex'))
    on conflict (team_id) do nothing`;
}
