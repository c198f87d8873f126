import type postgres from 'postgres';
import type { Organisation } from '../organisation/types.ts';

/** The organisation as it is now; one that was never decided about has nothing yet. */
export async function readOrganisation(sql: postgres.ISql, teamId: string): Promise<Organisation> {
  const [row] = await sql<{ now: Date }[]>`select now() as now`;
  return {
    teamId,
    updatedAt: row?.now ?? new Date(0),
    version: 0,
    state: { overrides: [], shifts: {}, recurring: {} },
  };
}
