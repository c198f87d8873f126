import type { ISql } from 'postgres';
import type { DirectoryData } from './schema-of-replicas.ts';

/** One member, channel or user group of the workspace, as far as Muster needs to know. */
export interface DirectoryEntry {
  kind: 'user' | 'channel' | 'group';
  slackId: string;
  /** What people call it: display name, channel name without `#`, handle without `@`. */
  name: string;
  email: string | null;
  data: DirectoryData;
}

interface Row {
  kind: DirectoryEntry['kind'];
  slack_id: string;
  name: string;
  email: string | null;
  data: DirectoryData;
  refreshed_at: string;
}

/** Adds and replaces entries. */
export async function saveEntries(sql: ISql, teamId: string, entries: DirectoryEntry[]) {
  // One entry twice in a statement would be refused.
  const unique = new Map(entries.map((each) => [`${each.kind}:${each.slackId}`, each]));
  const given = [...unique.values()].map(({ slackId, ...rest }) => ({
    ...rest,
    slack_id: slackId,
  }));
  await sql`
    insert into directory as d (team_id, kind, slack_id, name, email, data)
    select ${teamId}, kind, slack_id, name, email, data
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(
      kind text, slack_id text, name text, email text, data jsonb)
    order by kind, slack_id
    on conflict (team_id, kind, slack_id) do update set
      name = excluded.name, email = excluded.email, data = excluded.data,
      refreshed_at = pg_catalog.clock_timestamp()`;
}

export async function removeEntry(
  sql: ISql,
  teamId: string,
  { kind, slackId }: Pick<DirectoryEntry, 'kind' | 'slackId'>,
) {
  await sql`
    delete from directory where team_id = ${teamId} and kind = ${kind} and slack_id = ${slackId}`;
}

/**
 * Entries written since `since` (the instant an earlier call returned; null for all), and the
 * instant to ask from next time; a little overlap catches what was committed out of order. Real
 * time, as text, because a date would lose its microseconds.
 */
export async function entriesSince(
  sql: ISql,
  teamId: string,
  since: string | null,
): Promise<{ entries: DirectoryEntry[]; until: string | null }> {
  const rows = await sql<Row[]>`
    select kind, slack_id, name, email, data, refreshed_at::text as refreshed_at from directory
    where team_id = ${teamId} and refreshed_at > ${since ?? '-infinity'}::text::timestamptz - interval '10 seconds'
    order by refreshed_at`;
  const entries = rows.map(({ kind, slack_id: slackId, name, email, data }) => {
    return { kind, slackId, name, email, data };
  });
  return { entries, until: rows.at(-1)?.refreshed_at ?? since };
}
