import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readChannel } from '../engine/read-channel.ts';
import type { LaterLine } from '../incident/links/adopt-types.ts';
import { cleanText, limits } from '../incident/text.ts';
import { fromSlack } from '../slack/typed.ts';
import type { Database } from '../store/connect.ts';
import { Policies } from '../store/policies.ts';
import { incidentOfNumber } from '../store/queries-of-operators.ts';
import { readTimeline, type WrittenLine } from './read-timeline.ts';
import { patientSlack, type SlackAccess } from './slack-of.ts';
import { inWorkspace, transactAsOperator, type Where } from './workspace.ts';

/** What was written down elsewhere, such as during an outage, goes into an incident's timeline. */

export interface Backfill {
  /** Of the incident. */
  number: number;
  /** A file, or a channel with how many of its latest messages besides the marked ones. */
  from: { file: string } | { channelId: string; latest: number; slack: SlackAccess };
  /** False: only told. */
  apply: boolean;
}

/** Tells what goes into the timeline, and puts it there with `apply`. The same twice adds nothing. */
export function backfill(where: Where, asked: Backfill): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) => {
    const found = await database.work.use(({ sql }) => incidentOfNumber(sql, teamId, asked.number));
    if (!found) throw new Error(`There is no incident #${asked.number}.`);
    const { incident, now } = found;
    const names = await namesIn(database, teamId);
    const { lines, faults } = await read(asked.from, names);
    const known = await knownLines(database, incident.id);
    const early = lines.filter((line) => line.at <= now);
    const fresh = distinct(early).filter((line) => !known.has(keyOf(line)));
    const told = [
      ...faults.map((fault) => `not read: ${fault}`),
      ...(early.length < lines.length
        ? [`not taken: ${lines.length - early.length} that are still to come`]
        : []),
      ...fresh.map((line) => shown(line, names)),
    ];
    const counted = `${fresh.length} new, ${early.length - fresh.length} there already`;
    if (!asked.apply) return [...told, `#${incident.number}: ${counted}. Add --apply to do it.`];
    const workspace = { database, policies: new Policies(), teamId };
    for (const line of fresh) {
      const once = `${line.source ? 'message' : 'backfill'}:${incident.id}:${keyOf(line)}`;
      const command = { type: 'take_in_line', asker: null, line, once } as const;
      const outcome = await transactAsOperator(workspace, incident.id, command, once);
      if (!outcome.ok)
        throw new Error(`Not taken in (${outcome.refusal.code}): ${shown(line, names)}`);
    }
    return [...told, `#${incident.number}: lines added: ${fresh.length}.`];
  });
}

async function read(
  from: Backfill['from'],
  names: Names,
): Promise<{ lines: LaterLine[]; faults: string[] }> {
  if ('file' in from) {
    const written = readTimeline(await readFile(from.file, 'utf8'));
    return { lines: written.lines.map((each) => lineOf(each, names)), faults: written.faults };
  }
  const slack = patientSlack(from.slack);
  const lines = await readChannel({
    channelId: from.channelId,
    latest: from.latest,
    plain: (text) => fromSlack(text, (userId) => names.nameOf.get(userId) ?? null),
    call: (method, args) => slack.call(method, args, 'backfill'),
  });
  return { lines, faults: [] };
}

function lineOf({ at, who, text }: WrittenLine, { idOf }: Names): LaterLine {
  const isId = /^[UW][A-Z0-9]{2,}$/.test(who);
  const userId = isId ? who : (idOf.get(who.toLowerCase()) ?? null);
  const said = cleanText(text, limits.note).text;
  return { who: userId, name: userId ? null : who, at, text: said, source: null };
}

interface Names {
  /** By name and by address, in lower case; a name that several have is nobody's. */
  idOf: ReadonlyMap<string, string>;
  nameOf: ReadonlyMap<string, string>;
}

async function namesIn(database: Database, teamId: string): Promise<Names> {
  const rows = await database.work.use(
    ({ sql }) => sql<{ slack_id: string; name: string; email: string | null }[]>`
      select slack_id, name, email from directory where team_id = ${teamId} and kind = 'user'`,
  );
  const idOf = new Map<string, string>();
  const shared = new Set<string>();
  for (const { slack_id: id, name, email } of rows) {
    for (const each of [name, email ?? ''].map((known) => known.toLowerCase())) {
      if (idOf.has(each)) shared.add(each);
      if (each !== '') idOf.set(each, id);
    }
  }
  for (const each of shared) idOf.delete(each);
  return { idOf, nameOf: new Map(rows.map(({ slack_id: id, name }) => [id, name])) };
}

/** What the timeline has of what was written elsewhere, kept or added by whomever. */
async function knownLines(database: Database, incidentId: number): Promise<Set<string>> {
  const rows = await database.work.use(
    ({ sql }) => sql<{ data: Omit<LaterLine, 'at'> & { at: string } }[]>`
      select data from timeline where incident_id = ${incidentId}
        and (type = 'take_in_line' or data -> 'source' ->> 'ts' is not null)`,
  );
  return new Set(rows.map(({ data }) => keyOf({ ...data, at: new Date(data.at) })));
}

/** The same for the same line, whatever file it comes from; a message is known by where it stands. */
function keyOf({ source, at, who, name, text }: LaterLine): string {
  if (source) return `${source.channelId}:${source.ts}`;
  const whole = JSON.stringify([at.getTime(), who ?? name?.toLowerCase(), text]);
  return createHash('sha256').update(whole).digest('hex').slice(0, 32);
}

function distinct(lines: LaterLine[]): LaterLine[] {
  const byKey = new Map(lines.map((line) => [keyOf(line), line]));
  return [...byKey.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function shown({ at, who, name, text }: LaterLine, { nameOf }: Names): string {
  const first = text.split('\n')[0]?.slice(0, 100) ?? '';
  const by = name ?? (who ? (nameOf.get(who) ?? who) : '?');
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} (UTC)  ${by}: ${first}`;
}
