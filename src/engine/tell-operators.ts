import { randomUUID } from 'node:crypto';
import type { Effect } from '../incident/types.ts';
import type { OrganisationEffect } from '../organisation/types.ts';
import type { Policy } from '../policy/schema.ts';
import type { Pool } from '../store/pool.ts';
import { organisationRouteOf } from './organisation-lanes.ts';

/** Who looks after Muster learns of sends that were given up: once an hour at most, all of them together. */

/** Real time. */
const everyMinutes = 60;

/** What tells the policy's operators; nothing where it names none, or where that itself was given up. */
export function toOperators(
  { operators }: Pick<Policy, 'operators'>,
  because?: Effect | OrganisationEffect,
): OrganisationEffect[] {
  if (because?.family === 'organisation' && 'fact' in because) {
    if (because.fact.type === 'sends_given_up') return [];
  }
  const fact = { type: 'sends_given_up' } as const;
  const { channel, people } = operators;
  const who = people.map((ref) => ({ ref }));
  return [
    ...(channel === undefined
      ? []
      : [{ family: 'organisation', type: 'tell_channel', channel, fact } as const]),
    ...(channel !== undefined || who.length === 0
      ? []
      : [{ family: 'organisation', type: 'tell_people', who, fact } as const]),
  ];
}

/** Whether they were told on this lane within the hour; what came since is told by the next sweep. */
export async function toldLately(pool: Pool, lane: string): Promise<boolean> {
  const [row] = await pool.use(
    ({ sql }) => sql<{ told: boolean }[]>`
      select exists (
        select from outbox where lane = ${lane} and state = 'sent' and once_key is null
          and effect->'fact'->>'type' = 'sends_given_up'
          and settled_at > (select pg_catalog.clock_timestamp())
            - ${everyMinutes} * interval '1 minute') as told`,
  );
  return row?.told ?? false;
}

/** Has them told of what was given up since they were told last, where anything was. */
export async function tellOfTheRest(
  pool: Pool,
  { teamId, policy }: { teamId: string; policy: Policy },
): Promise<void> {
  const effects = toOperators(policy);
  if (effects.length === 0) return;
  await pool.use(async ({ sql }) => {
    const [row] = await sql<{ isNews: boolean }[]>`
      select exists (
        select from outbox d where d.team_id = ${teamId} and d.state = 'dead'
          and d.settled_at > coalesce((
            select max(t.settled_at) from outbox t where t.team_id = ${teamId}
              and t.state = 'sent' and t.incident_id is null and t.settled_at is not null
              and t.effect->'fact'->>'type' = 'sends_given_up'), '-infinity')) as "isNews"`;
    if (!row?.isNews) return;
    for (const effect of effects) {
      const route = organisationRouteOf(effect, teamId);
      await sql`
        insert into outbox (team_id, lane, effect, class, priority, method, coalesce_key,
          decided_at, correlation_id)
        values (${teamId}, ${route.lane}, ${sql.json(effect as never)}, ${route.class},
          ${route.priority}, ${route.method}, ${route.coalesceKey}, now(), ${randomUUID()})
        on conflict (coalesce_key) where state = 'pending' and coalesce_key is not null do nothing`;
    }
  });
}
