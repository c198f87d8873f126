import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { advance } from '../sandbox/story-clock.ts';
import { command } from './commands.ts';
import type { Inside } from './inside.ts';
import { round, send } from './load.ts';
import type { Scene } from './scene.ts';
import { type Slope, slopeOf } from './slope.ts';

/** How long the load is held, and incidents declared in a second; each has nine more gestures. */
export interface Steady {
  minutes: number;
  incidentsPerSecond: number;
}

/** What is done about each, by its age in seconds. */
const life: [number, (number: number) => string][] = [
  [3, (n) => `take #${n}`],
  [6, (n) => `note #${n} decision: The first replica is taken out`],
  [9, (n) => `status #${n} identified because the log says so`],
  [14, (n) => `update #${n} We know the cause and take the release back`],
  [18, (n) => `take #${n} comms`],
  [24, (n) => `note #${n} The release before runs again`],
  [30, (n) => `severity #${n} sev2 because fewer are hit`],
  [40, (n) => `resolve #${n} because the release is back`],
  [50, (n) => `close #${n} because all is well`],
];
/** The story goes on by five minutes each five seconds, so that promises come due. */
const stepSeconds = 5;
const stepMs = 300_000;
/** Before memory is looked at: the engine compiles what is called often, for thousands of calls. */
const warmUp = 0.4;

interface Sample extends Inside {
  minute: number;
  /** The heap without code. */
  objectsMb: number;
  waiting: number;
  databaseMb: number;
}

export interface SoakFigures {
  minutes: number;
  incidents: number;
  gesturesPerSecond: number;
  failedGestures: number;
  commands: Record<string, number>;
  timersFired: number;
  slackCalls: number;
  heap: Slope & { first: number; last: number };
  objects: Slope & { first: number; last: number };
  resident: Slope & { first: number; last: number; most: number };
  external: Slope;
  loopP99Ms: number;
  loopMaxMs: number;
  outboxMost: number;
  outboxAtEnd: number;
  databaseMbPerMinute: number;
  ackP50Ms: number;
  ackP99Ms: number;
  ackMaxMs: number;
  samples: string[];
}

/** A steady load on a Muster whose memory is looked at from the inside; Slack takes 50 ms a call. */
export async function benchSoak(
  scene: Scene,
  { minutes, incidentsPerSecond }: Steady,
): Promise<SoakFigures> {
  const sql = postgres(scene.databaseUrl, { max: 1 });
  scene.slack.workspace.settings.latency = { leastMs: 50, mostMs: 50 };
  const samples: Sample[] = [];
  const load = startLoad(scene, incidentsPerSecond);
  const began = performance.now();
  const end = began + minutes * 60_000;
  const every = Math.min(5_000, (minutes * 60_000) / 40);
  try {
    let nextStep = began;
    while (performance.now() < end) {
      await pause(every);
      if (performance.now() > nextStep + stepSeconds * 1000) {
        nextStep += stepSeconds * 1000;
        await advance(scene.databaseUrl, stepMs);
      }
      samples.push({ minute: (performance.now() - began) / 60_000, ...(await look(scene, sql)) });
    }
  } finally {
    await load.stop();
  }
  const figures = await summed(scene, samples, { ...load, minutes });
  await sql.end();
  return figures;
}

interface Load {
  incidents: number;
  failed: number;
  acks: number[];
  stop(): Promise<void>;
}

/** Declares at a steady pace, whatever the answers take, and does to each what its age asks for. */
function startLoad({ slack, muster, people }: Scene, incidentsPerSecond: number): Load {
  const load: Load = { incidents: 0, failed: 0, acks: [], stop };
  const underWay = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  const gesture = (text: string, n: number) => {
    const began = performance.now();
    const done = send(command(slack, muster.url, text, people[n % people.length])).then(
      (ok) => {
        load.acks.push(performance.now() - began);
        if (!ok) load.failed += 1;
      },
      () => {
        load.failed += 1;
      },
    );
    underWay.add(done);
    void done.finally(() => underWay.delete(done));
  };
  const declare = () => {
    load.incidents += 1;
    const number = load.incidents;
    gesture(`declare Steady load ${number} sev1`, number);
    for (const [seconds, text] of life) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        gesture(text(number), number);
      }, seconds * 1000);
      timers.add(timer);
    }
  };
  const pulse = setInterval(declare, 1000 / incidentsPerSecond);
  async function stop() {
    clearInterval(pulse);
    for (const timer of timers) clearTimeout(timer);
    await Promise.all(underWay);
  }
  return load;
}

async function look({ muster }: Scene, sql: postgres.Sql): Promise<Omit<Sample, 'minute'>> {
  const answer = once(muster.child, 'message');
  muster.child.send('measure');
  const [inside] = (await answer) as [Inside];
  const [row] = await sql<{ waiting: number; bytes: string }[]>`
    select (select count(*)::int from outbox where state in ('pending', 'sending')
        and not_before <= pg_catalog.clock_timestamp()) as waiting,
      pg_database_size(current_database())::text as bytes`;
  return {
    ...inside,
    objectsMb: inside.heapMb - inside.codeMb,
    waiting: row?.waiting ?? 0,
    databaseMb: Number(row?.bytes ?? 0) / 1e6,
  };
}

async function summed(
  { muster }: Scene,
  samples: Sample[],
  { incidents, failed, acks, minutes }: Load & { minutes: number },
): Promise<SoakFigures> {
  const metrics = await fetch(`${muster.url}/metrics`).then((response) => response.text());
  const warm = samples.filter(({ minute }) => minute >= minutes * warmUp);
  const of = (key: keyof Sample) => warm.map((sample) => sample[key]);
  const slope = (key: keyof Sample) => slopeOf(of('minute'), of(key));
  const ends = (key: keyof Sample) => ({
    first: round(of(key)[0] ?? 0),
    last: round(of(key).at(-1) ?? 0),
  });
  const sorted = acks.toSorted((a, b) => a - b);
  const ack = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return {
    minutes,
    incidents,
    gesturesPerSecond: round(acks.length / (minutes * 60)),
    failedGestures: failed,
    commands: counted(metrics, 'muster_commands_total', 'outcome'),
    timersFired: total(counted(metrics, 'muster_timers_fired_total', 'kind')),
    slackCalls: total(counted(metrics, 'muster_slack_calls_total', 'outcome')),
    heap: { ...slope('heapMb'), ...ends('heapMb') },
    objects: { ...slope('objectsMb'), ...ends('objectsMb') },
    resident: {
      ...slope('residentMb'),
      ...ends('residentMb'),
      most: round(Math.max(...of('residentMb'))),
    },
    external: slope('externalMb'),
    loopP99Ms: round(Math.max(...of('loopP99Ms'))),
    loopMaxMs: round(Math.max(...of('loopMaxMs'))),
    outboxMost: Math.max(...of('waiting')),
    outboxAtEnd: of('waiting').at(-1) ?? 0,
    databaseMbPerMinute: slope('databaseMb').perMinute,
    ackP50Ms: ack(0.5),
    ackP99Ms: ack(0.99),
    ackMaxMs: ack(1),
    samples: samples
      .filter((_, at) => at % Math.ceil(samples.length / 20) === 0)
      .map(
        (s) =>
          `${round(s.minute)} min: heap ${round(s.heapMb)}, code ${round(s.codeMb)}, resident ${round(s.residentMb)}`,
      ),
  };
}

/** A counter of /metrics, summed by one of its labels. */
function counted(metrics: string, name: string, label: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const line of metrics.split('\n')) {
    if (!line.startsWith(`${name}{`)) continue;
    const [, key = ''] = new RegExp(`${label}="([^"]*)"`).exec(line) ?? [];
    sums[key] = (sums[key] ?? 0) + Number(line.slice(line.lastIndexOf(' ')));
  }
  return sums;
}

function total(sums: Record<string, number>): number {
  return Object.values(sums).reduce((all, each) => all + each, 0);
}
