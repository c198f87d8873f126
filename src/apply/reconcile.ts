import { randomUUID } from 'node:crypto';
import { declareIncident } from '../engine/declare.ts';
import { type Engine, rules } from '../engine/engine.ts';
import { StoryClock } from '../engine/story-clock.ts';
import { isDrawn } from '../incident/numbers.ts';
import { limits } from '../incident/text.ts';
import type { Policy } from '../policy/schema.ts';
import type { SlackClient } from '../slack/client.ts';
import type { Database } from '../store/connect.ts';
import { Policies } from '../store/policies.ts';
import { knownKeys } from '../store/queries-of-outbox.ts';
import {
  highestNumber,
  isMember,
  type OwnChannel,
  type OwnMessage,
  ourselves,
  ownChannels,
  ownMessages,
} from './found-in-slack.ts';
import { patientSlack, type SlackAccess } from './slack-of.ts';
import { inWorkspace, type Where } from './workspace.ts';

/**
 * After a restore or a failover that lost commits: what Slack has and the database does not know.
 */

export interface Reconcile {
  slack: SlackAccess;
  /** False: only told. */
  apply: boolean;
  /** Whom incidents count as declared by that are made anew: a Slack user id. Null: none is made. */
  by: string | null;
}

/** Keys of messages are swept after 30 days; what is older proves nothing. */
const lookBackDays = 14;

interface Orphan extends OwnChannel {
  /** The number is free, so it can be kept. */
  isFree: boolean;
}

/** What was found, and with `apply` what was done about it, as lines to tell. */
export function reconcile(where: Where, asked: Reconcile): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) => {
    const slack = patientSlack(asked.slack);
    const self = await ourselves(slack);
    if (self.teamId !== teamId) throw new Error('The token is of another workspace.');
    if (asked.by !== null && !(await isMember(slack, asked.by))) {
      throw new Error(
        `Slack knows nobody ${asked.by}. --by is a member's id, as their profile shows.`,
      );
    }
    const policies = new Policies();
    const policy = await database.work.use(async ({ sql }) => {
      const [row] = await sql<{ hash: string }[]>`
        select active_policy_hash as hash from organisations where team_id = ${teamId}`;
      return policies.activate(sql, row?.hash ?? '');
    });
    const channels = await ownChannels(slack, self.userId, policy);
    const orphans = await orphansAmong(database, teamId, channels);
    const messages = await messagesIn(slack, database, {
      teamId,
      policy,
      orphans,
      userId: self.userId,
    });
    const unknown = await unknownAmong(database, messages);
    const highest = highestNumber(channels, messages);
    const next = await nextNumber(database, teamId);
    const waiting = await waitingRows(database, teamId);
    const mendable = [
      ...orphans.map(orphanLine),
      ...(next <= highest
        ? [`the next number is #${next}, and Slack shows #${highest} already`]
        : []),
      ...(waiting > 0
        ? [`${waiting} things wait to be sent, perhaps since the backup; Slack may have them`]
        : []),
    ];
    const found = [...mendable, ...unknownLines(unknown, orphans)];
    if (found.length === 0) return ['Slack has nothing that the database does not know.'];
    if (mendable.length === 0)
      return [...found, 'These tell what was lost; nothing is to be mended.'];
    if (!asked.apply) return [...found, 'Nothing was changed. Add --apply to mend it.'];
    const engine: Engine = {
      ...{ teamId, database, policies, clock: new StoryClock(), rules },
      kick: () => {},
    };
    return [...found, ...(await mend(engine, { orphans, highest, waiting, by: asked.by }))];
  });
}

/** Channels of ours that are no incident's, now or before. One that a room still waits for is found by delivery. */
async function orphansAmong(
  database: Database,
  teamId: string,
  channels: OwnChannel[],
): Promise<Orphan[]> {
  const { places, numbers, roomless } = await database.work.use(async ({ sql }) => {
    const known = await sql<{ channel_id: string }[]>`
      select distinct channel_id from places where team_id = ${teamId}`;
    const all = await sql<{ number: number; hasRoom: boolean }[]>`
      select i.number, exists (
        select from places p where p.incident_id = i.id and p.place = 'room') as "hasRoom"
      from incidents i where i.team_id = ${teamId}`;
    return {
      places: new Set(known.map((row) => row.channel_id)),
      numbers: new Set(all.map(({ number }) => number)),
      roomless: new Set(all.filter(({ hasRoom }) => !hasRoom).map(({ number }) => number)),
    };
  });
  return channels
    .filter(({ id, isArchived }) => !isArchived && !places.has(id))
    .filter(({ number, name }) => !(number !== null && roomless.has(number)) && !isPutAway(name))
    .map((channel) => ({
      ...channel,
      isFree: channel.number !== null && !numbers.has(channel.number),
    }));
}

/** The name that a public room gets when its incident becomes private. */
function isPutAway(name: string): boolean {
  return name.startsWith('moved-');
}

interface Looking {
  teamId: string;
  policy: Policy;
  orphans: Orphan[];
  /** Of our bot. */
  userId: string;
}

async function messagesIn(
  slack: SlackClient,
  database: Database,
  { teamId, policy, orphans, userId }: Looking,
): Promise<OwnMessage[]> {
  const sinceAt = new Date(Date.now() - lookBackDays * 24 * 60 * 60_000);
  const open = await database.work.use(
    ({ sql }) => sql<{ channel_id: string }[]>`
      select distinct p.channel_id from places p join incidents i on i.id = p.incident_id
      where p.team_id = ${teamId} and p.place in ('room', 'news')
        and i.phase not in ('closed', 'declined', 'cancelled', 'merged')`,
  );
  const news = await announcements(database, teamId, policy);
  const ids = new Set(
    [...orphans, ...open.map((row) => ({ id: row.channel_id }))].map(({ id }) => id),
  );
  if (news) ids.add(news);
  const found: OwnMessage[] = [];
  for (const id of ids) {
    // A channel that we cannot read any more says nothing.
    found.push(...(await ownMessages(slack, { channelId: id, sinceAt, userId }).catch(() => [])));
  }
  return found;
}

async function announcements(
  database: Database,
  teamId: string,
  { announce: { channel } }: Policy,
): Promise<string | null> {
  if (channel === undefined) return null;
  const [row] = await database.work.use(
    ({ sql }) => sql<{ slack_id: string }[]>`
      select slack_id from directory
      where team_id = ${teamId} and kind = 'channel' and name = ${channel.replace(/^#/, '')}`,
  );
  return row?.slack_id ?? (channel.startsWith('#') ? null : channel);
}

async function unknownAmong(database: Database, messages: OwnMessage[]): Promise<OwnMessage[]> {
  const keys = messages.flatMap(({ key }) => key ?? []);
  const known = await database.work.use(({ sql }) => knownKeys(sql, keys));
  return messages.filter(({ key }) => key !== null && !known.has(key));
}

async function nextNumber(database: Database, teamId: string): Promise<number> {
  const [row] = await database.work.use(
    ({ sql }) => sql<{ next: number }[]>`
      select next_number as next from organisations where team_id = ${teamId}`,
  );
  return row?.next ?? 1;
}

async function waitingRows(database: Database, teamId: string): Promise<number> {
  const [row] = await database.work.use(
    ({ sql }) => sql<{ count: number }[]>`
      select count(*)::int as count from outbox
      where team_id = ${teamId} and state in ('pending', 'sending') and ambiguous_since is null`,
  );
  return row?.count ?? 0;
}

interface Mending {
  orphans: Orphan[];
  highest: number;
  waiting: number;
  by: string | null;
}

/** Numbers first: from then on nobody gets one that somebody had. */
async function mend(engine: Engine, { orphans, highest, waiting, by }: Mending): Promise<string[]> {
  const { database, teamId } = engine;
  const done: string[] = [];
  await database.work.use(async ({ sql }) => {
    await sql`
      update organisations set next_number = greatest(next_number, ${highest + 1})
      where team_id = ${teamId}`;
    // Whatever waited may have been sent since: it is looked for before it is sent.
    await sql`
      update outbox set ambiguous_since = pg_catalog.clock_timestamp(),
        first_attempt_at = coalesce(first_attempt_at,
          least(decided_at, pg_catalog.clock_timestamp()))
      where team_id = ${teamId} and state in ('pending', 'sending') and ambiguous_since is null`;
  });
  done.push(`the next number is #${await nextNumber(database, teamId)}`);
  if (waiting > 0) done.push('what waited is looked for in Slack before it is sent');
  for (const orphan of orphans) done.push(await adopt(engine, orphan, by));
  return done;
}

async function adopt(engine: Engine, orphan: Orphan, by: string | null): Promise<string> {
  const { id: channelId, isPrivate, name, number, createdAt } = orphan;
  if (by === null) return `#${name} was left: say --by, whom its incident counts as declared by`;
  // A private one keeps a number only where it was drawn, a public one only where it was counted.
  const kept = number !== null && orphan.isFree && isDrawn(number) === isPrivate ? number : null;
  const outcome = await declareIncident(
    {
      ...engine,
      ...(kept === null ? {} : { numberToGive: kept, drawNumber: () => kept }),
    },
    {
      type: 'declare',
      by,
      title: orphan.title.slice(0, limits.title),
      severity: null,
      summary: '',
      isPrivate,
      isDrill: false,
      origin: null,
      room: { channelId, isPrivate, latest: 0, startedAt: createdAt },
    },
    { key: `reconcile:${channelId}`, correlationId: randomUUID() },
  );
  if (!outcome.ok) return `#${name} was left (${outcome.refusal.code})`;
  return `#${name} is the room of #${outcome.incident.number} again`;
}

function orphanLine({ name, number, isFree, title, isPrivate }: Orphan): string {
  const what = isPrivate ? 'a private incident' : `“${title}”`;
  const said = number === null ? 'no number' : `#${number}${isFree ? '' : ', which another has'}`;
  return `channel ${name}: no incident in the database; it was ${what}, ${said}`;
}

/** Those in a channel that nobody knows go without saying. */
function unknownLines(unknown: OwnMessage[], orphans: Orphan[]): string[] {
  const rooms = new Set(orphans.map(({ id }) => id));
  const others = unknown.filter(({ channelId }) => !rooms.has(channelId));
  const lines = others.slice(0, 50).map(({ channelId, ts, text }) => {
    const at = new Date(Number(ts) * 1000).toISOString().slice(0, 16).replace('T', ' ');
    return `message in ${channelId}, ${at} (UTC), that the database does not know: ${text.slice(0, 80)}`;
  });
  return others.length > 50 ? [...lines, `… and ${others.length - 50} more messages`] : lines;
}
