import type postgres from 'postgres';
import { lifted, policyVersion } from '../policy/old-versions.ts';
import { Policy } from '../policy/schema.ts';
import { NewerRelease } from '../slack/ports.ts';

/** A replica of a newer release stored this policy, in a language that this release cannot read. */
export class NewerPolicy extends NewerRelease {
  constructor(hash: string) {
    super(
      `A newer release of Muster stored the policy ${hash.slice(0, 12)}: this release cannot read it.`,
    );
  }
}

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

  /**
   * From memory, or by one read on this connection or transaction. What an older release stored is
   * lifted to today's language. Throws `NewerPolicy` for what a newer one did.
   */
  async get(sql: postgres.ISql, hash: string): Promise<Policy> {
    const known = this.#known.get(hash);
    if (known) return known;
    const [row] = await sql<{ body: Record<string, unknown>; body_version: number }[]>`
      select body, body_version from policies where hash = ${hash}`;
    if (!row) throw new Error(`policy ${hash} is not stored`);
    if (row.body_version > policyVersion) throw new NewerPolicy(hash);
    const policy = Policy.parse(lifted(row.body).body);
    this.#known.set(hash, policy);
    return policy;
  }

  /** The same; null where only a newer release can read it. */
  async readable(sql: postgres.ISql, hash: string): Promise<Policy | null> {
    try {
      return await this.get(sql, hash);
    } catch (error) {
      if (error instanceof NewerPolicy) return null;
      throw error;
    }
  }

  /** Remembers which policy the organisation declares under from now on. */
  async activate(sql: postgres.ISql, hash: string): Promise<Policy> {
    const policy = await this.get(sql, hash);
    this.#active = hash;
    return policy;
  }
}

/** A policy as it is stored, by the hash of what it says. `source` is its text, with what it includes. */
export interface StoredPolicy {
  policy: Policy;
  hash: string;
  source: string;
}

/** PostgreSQL tells every replica on this channel that another policy was put in force. */
export const policyChannel = 'muster_policy';

/**
 * Sets the organisation up where it is new, and makes the policy the one that incidents are declared
 * under. Where it is set up already, the policy in force stays: only `applyPolicy` changes it. Returns
 * the hash of the one in force.
 */
export async function ensureOrganisation(
  sql: postgres.ISql,
  organisation: StoredPolicy & { teamId: string },
): Promise<string> {
  const { teamId, hash } = organisation;
  const [there] = await sql<{ hash: string }[]>`
    select active_policy_hash as hash from organisations where team_id = ${teamId}`;
  if (there) return there.hash;
  await storePolicy(sql, organisation);
  await sql`
    insert into organisations (team_id, active_policy_hash) values (${teamId}, ${hash})
    on conflict (team_id) do nothing`;
  const [made] = await sql<{ hash: string }[]>`
    select active_policy_hash as hash from organisations where team_id = ${teamId}`;
  return made?.hash ?? hash;
}

/**
 * Stores the policy and puts it in force for new incidents, and tells every replica, in one
 * statement. Returns whether it was another one before; null where there is no such organisation.
 */
export async function applyPolicy(
  sql: postgres.ISql,
  { teamId, policy, hash, source }: StoredPolicy & { teamId: string },
): Promise<boolean | null> {
  const [row] = await sql<{ is_new: boolean }[]>`
    with stored as (
      insert into policies (hash, body, body_version, source)
      values (${hash}, ${JSON.stringify(policy)}::jsonb, ${policyVersion}, ${source})
      on conflict (hash) do nothing
    ), before as (
      select active_policy_hash as hash from organisations where team_id = ${teamId} for update
    ), applied as (
      update organisations set active_policy_hash = ${hash}, updated_at = now()
      where team_id = ${teamId} and active_policy_hash <> ${hash} returning 1
    )
    select hash <> ${hash} as is_new, pg_notify(${policyChannel}, ${hash}) from before`;
  return row ? row.is_new : null;
}

/** Stores the policy, so that incidents can be moved to it; nothing where it is stored. */
export async function storePolicy(
  sql: postgres.ISql,
  { policy, hash, source }: StoredPolicy,
): Promise<void> {
  await sql`
    insert into policies (hash, body, body_version, source)
    values (${hash}, ${JSON.stringify(policy)}::jsonb, ${policyVersion}, ${source})
    on conflict (hash) do nothing`;
}

/** The policy in force, and since when. */
export interface InForce {
  teamId: string;
  hash: string;
  name: string;
  /** Its text, with that of the files it includes. */
  source: string;
  appliedAt: Date;
}

/** The policy in force in each workspace of the database, by workspace. */
export async function policiesInForce(sql: postgres.ISql): Promise<InForce[]> {
  return sql<InForce[]>`
    select o.team_id as "teamId", p.hash, p.body->>'name' as name, p.source,
      o.updated_at as "appliedAt"
    from organisations o join policies p on p.hash = o.active_policy_hash order by o.team_id`;
}
