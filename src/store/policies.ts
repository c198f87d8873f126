import type postgres from 'postgres';
import { Policy } from '../policy/schema.ts';

/** Version of the policy language that this release stores; older bodies get the defaults of new keys. */
const bodyVersion = 1;

/** Policies by hash. They never change, so what was read once is kept in memory for good. */
export class Policies {
  readonly #known = new Map<string, Policy>();
  #active: string | null = null;

  /** The active policy, from memory. Throws before the organisation was set up. */
  active(): Policy {
    const policy = this.#active === null ? undefined : this.#known.get(this.#active);
    if (!policy) throw new Error('no policy is active yet: ensureOrganisation comes first');
    return policy;
  }

  activeHash(): string | null {
    return this.#active;
  }

  /** From memory alone. */
  known(hash: string): Promise<Policy> | undefined {
    const policy = this.#known.get(hash);
    return policy && Promise.resolve(policy);
  }

  /** From memory, or by one read on this connection or transaction. */
  async get(sql: postgres.ISql, hash: string): Promise<Policy> {
    const known = this.#known.get(hash);
    if (known) return known;
    const [row] = await sql<{ body: unknown; body_version: number }[]>`
      select body, body_version from policies where hash = ${hash}`;
    if (!row) throw new Error(`policy ${hash} is not stored`);
    if (row.body_version > bodyVersion) throw new Error(`a newer release stored policy ${hash}`);
    const policy = Policy.parse(row.body);
    this.#known.set(hash, policy);
    return policy;
  }

  /** Remembers which policy the organisation declares under from now on. */
  async activate(sql: postgres.ISql, hash: string): Promise<Policy> {
    const policy = await this.get(sql, hash);
    this.#active = hash;
    return policy;
  }
}

/**
 * Stores the policy and makes it the one that new incidents are declared under; sets the
 * organisation up where it is new. `source` says where the policy came from, for people.
 */
export async function ensureOrganisation(
  sql: postgres.ISql,
  organisation: { teamId: string; policy: Policy; hash: string; source: string },
): Promise<void> {
  const { teamId, policy, hash, source } = organisation;
  await sql`
    with stored as (
      insert into policies (hash, body, body_version, source)
      values (${hash}, ${JSON.stringify(policy)}::jsonb, ${bodyVersion}, ${source})
      on conflict (hash) do nothing
    )
    insert into organisations as o (team_id, active_policy_hash) values (${teamId}, ${hash})
    on conflict (team_id) do update set active_policy_hash = excluded.active_policy_hash, updated_at = now()
    where o.active_policy_hash <> excluded.active_policy_hash`;
}
