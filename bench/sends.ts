import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import postgres from 'postgres';
import { command } from './commands.ts';
import type { Answered, Told } from './direct-process.ts';
import { round, send } from './load.ts';
import type { Scene } from './scene.ts';

/** Rooms that are written into in turn, each a lane, as after a policy's message to all. */
const rooms = 40;
/** All of delivery's hands: a method at its bound is left out of the next claim, which takes up to twenty. */
const atOnce = 24;

/**
 * Messages per second through the outbox beside the same messages posted by a bare Web API client, at
 * the same number at once, in turns; with Slack taking 0, 50 and 150 ms a call, and with Slack's limit of
 * one message a second in a channel.
 */
export async function benchSends(scene: Scene, quick: boolean) {
  const sql = postgres(scene.databaseUrl, { max: 1 });
  const { slack } = scene;
  const direct = await startDirect(scene);
  try {
    const model = await furnish(scene, sql);
    const figures = [];
    for (const latencyMs of [0, 50, 150]) {
      slack.workspace.settings.latency = { leastMs: latencyMs, mostMs: latencyMs };
      const count = (quick ? 4 : latencyMs === 0 ? 40 : 10) * rooms;
      const turns = { scene, sql, direct, model, count, times: quick ? 1 : 3 };
      figures.push({ latencyMs, messages: count, ...(await inTurns(turns)) });
    }
    slack.workspace.settings.latency = { leastMs: 50, mostMs: 50 };
    const beside = {
      scene,
      sql,
      direct,
      model,
      count: (quick ? 4 : 10) * rooms,
      times: quick ? 1 : 3,
    };
    await block(sql);
    const besideBlocks = await inTurns(beside);
    await sql`delete from rate_blocks`;
    return { figures, besideBlocks, limited: await benchLimited(beside) };
  } finally {
    slack.workspace.settings.rateLimits = false;
    slack.workspace.settings.latency = { leastMs: 0, mostMs: 0 };
    direct.kill();
    await sql.end();
  }
}

interface Turns {
  scene: Scene;
  sql: postgres.Sql;
  direct: ChildProcess;
  model: Model;
  count: number;
  times: number;
}

async function inTurns({ scene, sql, direct, model, count, times }: Turns) {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const { seconds } = await askDirect(direct, model, count);
    theirs.push(count / seconds);
    ours.push(count / (await throughOutbox(scene, sql, model, count)));
  }
  return {
    perSecond: round(median(ours)),
    directPerSecond: round(median(theirs)),
    ratio: Math.round((median(ours) / median(theirs)) * 100) / 100,
  };
}

/** Twelve messages into each of ten channels, of which Slack takes five at once and then one a second. */
async function benchLimited({ scene, sql, direct, model: all }: Turns) {
  const model = { ...all, channels: all.channels.slice(0, 10) };
  const { core, workspace } = scene.slack;
  const count = 12 * model.channels.length;
  workspace.settings.rateLimits = true;
  core.rates.clear();
  const theirs = await askDirect(direct, model, count);
  core.rates.clear();
  const since = core.journal.read({ limit: 1 }).entries.at(-1)?.sequence ?? 0;
  const seconds = await throughOutbox(scene, sql, model, count);
  const calls = core.journal.read({ since, name: 'chat.postMessage', limit: 5000 }).entries;
  await sql`delete from rate_blocks`;
  return {
    messages: count,
    seconds: round(seconds),
    refused: calls.filter(({ status }) => status === 429).length,
    directSeconds: round(theirs.seconds),
    directRefused: theirs.refused,
  };
}

interface Model {
  /** The row whose copies are sent. */
  id: number;
  arguments: Record<string, unknown>;
  channels: string[];
}

/** Rooms, and an update in one of them: the message of the bench. */
async function furnish({ slack, muster, people }: Scene, sql: postgres.Sql): Promise<Model> {
  for (let n = 0; n < rooms; n += 1) {
    await send(command(slack, muster.url, `declare Sends ${n} sev3`, people[n]));
  }
  await settled(sql);
  const said = 'update #1 The database answers again; we watch it for half an hour';
  await send(command(slack, muster.url, said, people[0]));
  await settled(sql);
  const [row] = await sql<{ id: string; channel: string }[]>`
    select o.id, p.channel_id as channel from outbox o
    join places p on p.incident_id = o.incident_id and p.place = 'room'
    where o.method = 'chat.postMessage' and o.state = 'sent'
      and o.lane like '%:talk' order by o.id desc limit 1`;
  const { entries } = slack.core.journal.read({ name: 'chat.postMessage', limit: 5000 });
  const call = entries.findLast(({ channel }) => channel === row?.channel);
  if (!row || !call) throw new Error('nothing was said in the room');
  const places = await sql<{ channel: string }[]>`
    select channel_id as channel from places where place = 'room'`;
  const given = call.request as Record<string, unknown>;
  const parsed = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, read(value)]),
  );
  return { id: Number(row.id), arguments: parsed, channels: places.map(({ channel }) => channel) };
}

function read(value: unknown): unknown {
  return typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value;
}

/** Seconds from the commit of so many rows until the last of them is in Slack. */
async function throughOutbox(
  { slack }: Scene,
  sql: postgres.Sql,
  { id, channels }: Model,
  count: number,
): Promise<number> {
  let posted = 0;
  let finish: (() => void) | undefined;
  const all = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const stop = slack.workspace.onChange(({ kind }) => {
    if (kind === 'message_posted') posted += 1;
    if (posted === count) finish?.();
  });
  await sql`
    insert into outbox (team_id, incident_id, lane, needs, effect, class, priority, method,
      decided_at, correlation_id)
    select o.team_id, p.incident_id, p.incident_id || ':talk', o.needs, o.effect, o.class, o.priority,
      o.method, o.decided_at, 'bench'
    from outbox o, places p, generate_series(1, ${count / channels.length}) n
    where o.id = ${id} and p.place = 'room' and p.channel_id in ${sql(channels)} order by n`;
  const began = performance.now();
  await sql`select pg_notify('muster_outbox', 'bench')`;
  await all;
  const seconds = (performance.now() - began) / 1000;
  stop();
  await settled(sql);
  return seconds;
}

/** Waits in 300 other channels. */
async function block(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into rate_blocks (team_id, bucket, blocked_until)
    select 'T0LOCAL', 'chat.postMessage:C0BENCH' || n, pg_catalog.clock_timestamp() + interval '1 hour'
    from generate_series(1, 300) n`;
}

async function settled(sql: postgres.Sql): Promise<void> {
  for (;;) {
    const [row] = await sql<{ waits: boolean }[]>`
      select exists (select from outbox where state in ('pending', 'sending')
        and not_before <= pg_catalog.clock_timestamp() + interval '1 minute') as waits`;
    if (!row?.waits) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function startDirect({ slack }: Scene): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'direct-process.ts');
  const child = fork(script, [slack.app.bot_token, slack.apiUrl], {
    execArgv: ['--import', 'tsx'],
  });
  await once(child, 'message');
  return child;
}

async function askDirect(child: ChildProcess, model: Model, count: number): Promise<Answered> {
  const { channels } = model;
  const messages = Array.from({ length: count }, (_, n) => ({
    ...model.arguments,
    channel: channels[n % channels.length] ?? '',
  }));
  const answer = once(child, 'message');
  child.send({ messages, atOnce } satisfies Told);
  const [answered] = (await answer) as [Answered | { error: string }];
  if ('error' in answered) throw new Error(answered.error);
  return answered;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
