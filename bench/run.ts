import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createDatabase, dropDatabase, openServer } from '../sandbox/postgres.ts';
import { migrate } from '../src/store/migrate.ts';
import { benchAcks } from './acks.ts';
import { benchClaims } from './claims.ts';
import { benchClock } from './clock.ts';
import { command } from './commands.ts';
import { benchDeclares } from './declares.ts';
import { benchDocuments, benchHome, benchSimilar } from './learning.ts';
import { load } from './load.ts';
import { benchPages } from './pages.ts';
import { timePolicyCheck } from './policy-check.ts';
import { timeRooms } from './rooms.ts';
import { onScene, type Scene, type SceneOptions } from './scene.ts';
import { benchSends } from './sends.ts';
import { benchSoak } from './soak.ts';
import { benchTransactions } from './transactions.ts';

/**
 * `npm run bench -- [--only part,part] [--quick] [--minutes N] [--rate N]`: the figures we claim, on this machine,
 * each beside what it is compared with in the same run. The local Slack and PostgreSQL share the
 * machine's cores. Each part has a database, a Slack and a Muster of its own. `--minutes` is how long
 * the load of `soak` is held: 10 where that alone is asked for, half a minute among the others, and `--rate` how many incidents a second are declared in it.
 * `--profile FOLDER` leaves there where each Muster spent its time.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    minutes: { type: 'string' },
    rate: { type: 'string', default: '1' },
    json: { type: 'boolean' },
    profile: { type: 'string' },
  },
});
const { quick } = values;
const only = values.only?.split(',');
const steady = {
  minutes: Number(values.minutes ?? (only?.join() === 'soak' && !quick ? 10 : 0.5)),
  incidentsPerSecond: Number(values.rate),
};

const profiled = values.profile ? ['--cpu-prof', '--cpu-prof-dir', values.profile] : [];

const server = await openServer(process.env['DATABASE_URL']);
const scene = <T>(options: SceneOptions, work: (scene: Scene) => Promise<T>) =>
  onScene(server.url, { ...options, nodeArgs: profiled }, work);

const parts: Record<string, () => Promise<unknown>> = {
  transactions: () => onDatabase((url) => benchTransactions(url, quick ? 1 : 4)),
  claims: () => onDatabase((url) => benchClaims(url, quick ? 1 : 5)),
  start: () => scene({ people: 1000 }, benchStart),
  acks: () => scene({ people: 2000 }, (on) => benchAcks(on, quick)),
  rooms: () => scene({ people: 30 }, benchRooms),
  pages: () => scene({}, (on) => benchPages(on, quick)),
  sends: () => scene({ people: 40 }, (on) => benchSends(on, quick)),
  declares: () => scene({ people: 200 }, (on) => benchDeclares(on, quick)),
  soak: () =>
    scene({ people: 200, movableClock: true, isOpen: true }, (on) => benchSoak(on, steady)),
  documents: () => onDatabase((url) => benchDocuments(url, quick)),
  home: () => onDatabase((url) => benchHome(url, quick)),
  similar: () => onDatabase((url) => benchSimilar(url, quick)),
  clock: () => benchClock(server.url, quick),
};

try {
  const unknown = only?.filter((name) => !(name in parts)) ?? [];
  if (unknown.length > 0) throw new Error(`no part ${unknown}; there are ${Object.keys(parts)}`);
  const figures: Record<string, unknown> = {
    machine: { node: process.version, cores: cpus().length, loadBefore: loadavg()[0] },
  };
  for (const [name, part] of Object.entries(parts)) {
    if (only && !only.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    figures[name] = await part();
    process.stderr.write(`${JSON.stringify(figures[name])}\n`);
  }
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await server.stop();
}

async function onDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const url = await createDatabase(server.url);
  await migrate(url);
  try {
    return await work(url);
  } finally {
    await dropDatabase(server.url, url);
  }
}

/** Start, policy check, and memory: idle, and after declarations as fast as they are taken. */
async function benchStart({ slack, muster, people }: Scene) {
  const idleMb = muster.residentMb();
  const policyCheck = await timePolicyCheck(muster.startMs);
  const declares = await load(
    (n) => command(slack, muster.url, `declare Load ${n} sev3`, people[n % people.length]),
    { connections: 8, seconds: quick ? 1 : 8 },
  );
  return {
    ms: Math.round(muster.startMs),
    idleMb,
    policyCheck,
    declares,
    loadedMb: muster.residentMb(),
  };
}

async function benchRooms({ slack, people }: Scene) {
  const rooms = [];
  for (const [index, latencyMs] of [0, 50, 150].entries()) {
    rooms.push(
      await timeRooms(slack, {
        latencyMs,
        rooms: quick ? 3 : 15,
        people: people.slice(index * 10),
      }),
    );
  }
  return rooms;
}
