import { randomUUID } from 'node:crypto';
import { declareIncident } from '../src/engine/declare.ts';
import { type Engine, rules } from '../src/engine/engine.ts';
import { StoryClock } from '../src/engine/story-clock.ts';
import { transact } from '../src/engine/transact.ts';
import type { Incident } from '../src/incident/types.ts';
import { loadPolicyFile } from '../src/policy/load.ts';
import { connect, type Database } from '../src/store/connect.ts';
import { ensureOrganisation, Policies } from '../src/store/policies.ts';

const teamId = 'T0BENCH';

/** The engine alone, on its own connections: what a command costs in the database. */
export async function benchTransactions(databaseUrl: string, seconds: number) {
  const counts = await countStatements(databaseUrl);
  // Not the connections that were counted: told of each statement, the driver notes where it came from.
  const database = connect(databaseUrl);
  try {
    const engine = await engineOn(database);
    const ids = await declareSome(engine, 8);
    const bare: number[] = [];
    const roles: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      bare.push(await perSecond(seconds, ids, (id, n) => bareTransaction(database, id, n)));
      roles.push(await perSecond(seconds, ids, (id, n) => roleChange(engine, id, n)));
    }
    return {
      ...counts,
      roleChangesPerSecond: median(roles),
      bareTransactionsPerSecond: median(bare),
      ratio: Math.round((median(roles) / median(bare)) * 1000) / 1000,
    };
  } finally {
    await database.close();
  }
}

async function countStatements(databaseUrl: string) {
  const statements: string[] = [];
  const database = connect(databaseUrl, { onStatement: (text) => statements.push(text) });
  try {
    const engine = await engineOn(database);
    const [id = 0] = await declareSome(engine, 1);
    await roleChange(engine, id, 0);
    statements.length = 0;
    await roleChange(engine, id, 1);
    const statementsPerRoleChange = statements.length;
    statements.length = 0;
    await declareSome(engine, 1);
    return { statementsPerRoleChange, statementsPerDeclare: statements.length };
  } finally {
    await database.close();
  }
}

/** With an engine on this database, whose connections are closed afterwards. */
export async function withEngine<T>(url: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const database = connect(url);
  try {
    return await work(await engineOn(database));
  } finally {
    await database.close();
  }
}

/** Declares, and gives the incident. */
export async function declareOne(engine: Engine, title: string): Promise<Incident> {
  const gesture = { key: null, correlationId: randomUUID() };
  const outcome = await declareIncident(engine, { ...declaration, title }, gesture);
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
  return outcome.incident;
}

const declaration = {
  type: 'declare',
  by: 'U0BENCH',
  severity: 'sev1',
  summary: '',
  isPrivate: false,
  isDrill: false,
  origin: null,
} as const;

async function engineOn(database: Database): Promise<Engine> {
  const loaded = await loadPolicyFile(
    new URL('../policies/default.yaml', import.meta.url).pathname,
  );
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  const { policy, hash, source } = loaded;
  const policies = new Policies();
  await database.work.use(async ({ sql }) => {
    await ensureOrganisation(sql, { teamId, policy, hash, source });
    await policies.activate(sql, hash);
  });
  return { teamId, database, policies, clock: new StoryClock(), rules, kick: () => {} };
}

async function declareSome(engine: Engine, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push((await declareOne(engine, `Bench ${n}`)).id);
  }
  return ids;
}

/** Takes the command and gives it up, in turn; every one of them commits. */
async function roleChange(engine: Engine, incidentId: number, n: number): Promise<void> {
  const type = n % 2 === 0 ? 'take_role' : 'give_up_role';
  const outcome = await transact(engine, {
    incidentId,
    command: { type, by: 'U0BENCH', role: 'commander' },
    gesture: { key: randomUUID(), correlationId: randomUUID() },
  });
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
}

/** Begin, lock, one update, commit: the least that any locked change costs here. */
async function bareTransaction(database: Database, id: number, n: number): Promise<void> {
  await database.ack.transaction(async (tx) => {
    await tx`select * from incidents where id = ${id} for no key update`;
    await tx`update incidents set title = ${`Bench ${n}`} where id = ${id}`;
  });
}

/** Four workers, each with incidents of its own. */
async function perSecond(
  seconds: number,
  ids: number[],
  work: (id: number, n: number) => Promise<void>,
): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1000;
  let done = 0;
  await Promise.all(
    ids.slice(0, 4).map(async (id) => {
      for (let n = 0; performance.now() < until || n % 2 === 1; n += 1) {
        await work(id, n);
        done += 1;
      }
    }),
  );
  return Math.round((done / (performance.now() - began)) * 1000);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
