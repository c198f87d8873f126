import postgres from 'postgres';
import { idOf } from '../sandbox/cast.ts';
import type { Sandbox } from '../sandbox/start.ts';
import { round } from './load.ts';
import type { Scene } from './scene.ts';

interface PageTimes {
  latencyMs: number;
  pages: number;
  /** Rows that waited for Slack, in as many lanes, when each page was asked for. */
  waiting: number;
  /** From the command to the direct message in Slack. */
  medianMs: number;
  worstMs: number;
}

interface PageLoad {
  /** Of the incident. */
  number: number;
  latencyMs: number;
  pages: number;
  flooded: boolean;
}

/** What waits meanwhile: rows in a lane each, and how many of them are due. */
const lanes = 1500;
const due = 1000;

/** Somebody is paged: alone, and while 1,000 syncs wait for Slack. */
export async function benchPages(scene: Scene, quick: boolean) {
  const pages = quick ? 3 : 15;
  const times = [];
  const number = await declared(scene, 'Paged');
  for (const latencyMs of [0, 50, 150]) {
    const alone = await timePages(scene, { number, latencyMs, flooded: false, pages });
    const flooded = await timePages(scene, { number, latencyMs, flooded: true, pages });
    times.push({ alone, flooded, ratio: round(flooded.medianMs / alone.medianMs) });
  }
  return times;
}

/**
 * From `/incident page @somebody` to their direct message, with Slack answering every call after
 * `latencyMs`. With `flooded`, 1,000 syncs wait in 1,500 lanes when it is asked for.
 */
async function timePages(
  { slack: sandbox, databaseUrl }: Scene,
  { number, latencyMs, pages, flooded }: PageLoad,
): Promise<PageTimes> {
  const sql = postgres(databaseUrl, { max: 1 });
  const { settings } = sandbox.workspace;
  try {
    settings.latency = { leastMs: latencyMs, mostMs: latencyMs };
    const times: number[] = [];
    for (let n = 0; n < pages; n += 1) {
      if (flooded) await flood(sql, number);
      times.push(await onePage(sandbox, number, `Page ${latencyMs} ${flooded} ${n}`));
      if (flooded) await sql`delete from outbox where lane like 'bench:%'`;
      await sandbox.quiet();
    }
    times.sort((a, b) => a - b);
    return {
      latencyMs,
      pages,
      waiting: flooded ? due : 0,
      medianMs: Math.round(times[times.length >> 1] ?? 0),
      worstMs: Math.round(times.at(-1) ?? 0),
    };
  } finally {
    settings.latency = { leastMs: 0, mostMs: 0 };
    await sql.end();
  }
}

async function declared({ slack, databaseUrl }: Scene, title: string): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1 });
  const until = performance.now() + 30_000;
  try {
    await command(slack, `declare ${title}`);
    while (performance.now() < until) {
      const [row] = await sql<{ number: number }[]>`
        select i.number from incidents i join places p on p.incident_id = i.id and p.place = 'card'
        where i.title = ${title}`;
      if (row) return Number(row.number);
      await slack.quiet();
    }
  } finally {
    await sql.end();
  }
  throw new Error('no incident to page about after 30 s');
}

/** From the press of the key to the message. */
async function onePage(sandbox: Sandbox, number: number, reason: string): Promise<number> {
  const { workspace } = sandbox;
  const who = idOf('dba');
  const arrived = new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no page after 20 s')), 20_000);
    const stop = workspace.onChange((change) => {
      if (change.kind !== 'message_posted' || change.channel.kind !== 'im') return;
      const isIt =
        change.channel.members.has(who) && JSON.stringify(change.message).includes(reason);
      if (!isIt) return;
      clearTimeout(timer);
      stop();
      resolve(performance.now());
    });
  });
  const began = performance.now();
  await command(sandbox, `page #${number} @${workspace.users.get(who)?.name} ${reason}`);
  return (await arrived) - began;
}

async function command(sandbox: Sandbox, text: string): Promise<void> {
  const channel = sandbox.workspace.findChannel('general')?.id ?? '';
  const user = idOf('reporter');
  const done = await sandbox.act({ type: 'run_command', user, channel, text: `/incident ${text}` });
  if (!done.ok) throw new Error(`${text}: ${done.error} ${done.message}`);
}

/**
 * What only has to be seen, in more lanes than one claim looks at, of two methods, so that all hands are
 * full; what is not due is in the way too.
 */
async function flood(sql: postgres.Sql, number: number): Promise<void> {
  await sql`
    insert into outbox (team_id, incident_id, lane, needs, effect, class, priority, method,
      decided_at, correlation_id, not_before)
    select i.team_id, i.id, 'bench:' || n, 'room',
      jsonb_build_object('family', 'sync', 'type', case when n % 2 = 0 then 'sync_topic' else 'sync_purpose' end),
      'idempotent', 5, case when n % 2 = 0 then 'conversations.setTopic' else 'conversations.setPurpose' end,
      now(), 'bench',
      case when n > ${due} then pg_catalog.clock_timestamp() + interval '1 hour' else '-infinity' end
    from incidents i, generate_series(1, ${lanes}) n where i.number = ${number}`;
}
