import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { connectClient } from '../../sandbox/client.ts';
import { musterManifest } from '../../sandbox/local-muster.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { installStoryClock, setClock } from '../../sandbox/story-clock.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Mailboxes } from '../support/mailbox.ts';
import type { ChildNews, ChildOrder, ChildOrders, CrashAt } from '../support/muster-child.ts';
import type { Databases } from './databases.ts';
import { type OwnServer, startOwnServer } from './faults/own-server.ts';
import { randomFrom } from './random.ts';
import type { Acknowledged, Random, Replica, ReplicaOptions, Rig } from './scenario.ts';
import type { WarmProcesses } from './warm.ts';

/** How long everything may take to come to rest, from the last start of a process: the promise. */
const convergenceMs = 60_000;
/** How often the database is asked whether there is still something to do. */
const lookMs = 40;

export interface RigParts {
  warm: WarmProcesses;
  databases: Databases;
  seed: number;
}

/** A workspace, a database and processes for one run; taken down by `close`. */
export async function openRig(
  { warm, databases, seed }: RigParts,
  { ownServer = false } = {},
): Promise<OpenRig> {
  const server = ownServer ? await startOwnServer() : null;
  if (server) {
    await migrate(server.url);
    await installStoryClock(server.url);
  }
  const databaseUrl = server?.url ?? (await databases.take());
  const rig = new OpenRig({ warm, databaseUrl, server, seed });
  rig.onEnd(() => (server ? server.stop() : databases.giveBack(databaseUrl)));
  await rig.open();
  return rig;
}

class Started implements Replica {
  readonly process: ChildProcess;
  readonly ended: Promise<number | string>;
  port = 0;
  /** Undefined while it lives. */
  end: number | string | undefined;

  constructor(child: ChildProcess) {
    this.process = child;
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.end = signal ?? code ?? 0;
        resolve(this.end);
      });
    });
  }

  get lives(): boolean {
    return this.end === undefined && this.port !== 0;
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.process.kill(signal);
  }

  /** Says something and waits until it was heard; a process that ends meanwhile has heard nothing. */
  async tell(order: ChildOrder): Promise<void> {
    if (this.end !== undefined) return;
    // The wire to it is gone a moment before it is seen to have ended.
    if (!this.process.connected) {
      await this.ended;
      return;
    }
    const heard = new Promise<void>((resolve) => {
      this.process.once('message', () => resolve());
    });
    this.process.send(order, () => undefined);
    await Promise.race([heard, this.ended]);
  }
}

export class OpenRig implements Rig {
  readonly random: Random;
  readonly databaseUrl: string;
  readonly server: OwnServer | null;
  readonly seed: number;
  readonly acknowledgements: Acknowledged[] = [];
  readonly figures = new Map<string, number>();
  readonly replicas: Started[] = [];
  /** The one connection by which the rig and the checker ask. */
  readonly sql: postgres.Sql;
  sandbox!: Sandbox;
  /** Takes e-mail, where the story has some written. */
  mailboxes: Mailboxes | undefined;
  slack!: Rig['slack'];
  readonly #warm: WarmProcesses;
  readonly #ends: Array<() => Promise<void> | void> = [];
  #turn = 0;
  #startedMs = performance.now();

  constructor(parts: {
    warm: WarmProcesses;
    databaseUrl: string;
    server: OwnServer | null;
    seed: number;
  }) {
    this.#warm = parts.warm;
    this.databaseUrl = parts.databaseUrl;
    this.server = parts.server;
    this.random = randomFrom(parts.seed);
    this.seed = parts.seed;
    const quiet = { fetch_types: false, onnotice: () => undefined };
    this.sql = postgres(parts.databaseUrl, { max: 1, ...quiet });
  }

  /** Starts the workspace: Slack as on an ordinary day, but quick and without limits. */
  async open(): Promise<void> {
    const sandbox = await startSandbox({
      manifests: [musterManifest(false)],
      settings: {
        seed: this.seed,
        latency: { leastMs: 1, mostMs: 20 },
        rateLimits: false,
        visibilityLagMs: 100,
        eventSpreadMs: 50,
        // A machine that runs many of these at once is late for reasons of its own.
        ackTimeoutMs: 15_000,
      },
      hooks: { kill: (whom) => this.#replicaOf(whom)?.kill() },
    });
    this.sandbox = sandbox;
    // Like a load balancer: requests go round among those that live.
    Object.defineProperty(sandbox.app, 'request_url', {
      configurable: true,
      get: () => this.#nextAddress(),
      set: () => undefined,
    });
    this.slack = await connectClient(sandbox.url);
  }

  async start(options: ReplicaOptions = {}): Promise<Started> {
    const child = await this.#warm.take();
    const replica = new Started(child);
    this.replicas.push(replica);
    const { app, apiUrl } = this.sandbox;
    const orders: ChildOrders = {
      databaseUrl: options.databaseUrl ?? this.databaseUrl,
      token: app.bot_token,
      signingSecret: app.signing_secret,
      appToken: undefined,
      apiUrl,
      name: String(this.replicas.length),
      ...(options.env ? { env: options.env } : {}),
      ...(options.crashAt ? { crashAt: options.crashAt } : {}),
      ...(options.policyPath ? { policyPath: options.policyPath } : {}),
      ...(options.autoMigrate ? { autoMigrate: true } : {}),
    };
    const answered = new Promise<ChildNews>((resolve) => child.once('message', resolve));
    child.send({ type: 'start', orders } satisfies ChildOrder);
    const news = await Promise.race([answered, replica.ended]);
    if (typeof news !== 'object' || !('port' in news)) {
      throw new Error(`a replica did not start: ${JSON.stringify(news)}`);
    }
    replica.port = news.port;
    this.#startedMs = performance.now();
    return replica;
  }

  /** Has every replica that lives die at this place, if it comes there. */
  async arm(at: CrashAt): Promise<void> {
    await Promise.all(this.living.map((each) => each.tell({ type: 'arm', at })));
  }

  /** Nobody dies any more. */
  async disarm(): Promise<void> {
    await Promise.all(this.living.map((each) => each.tell({ type: 'disarm' })));
  }

  get living(): Started[] {
    return this.replicas.filter(({ lives }) => lives);
  }

  acknowledged(what: Acknowledged): void {
    this.acknowledgements.push(what);
  }

  figure(name: string, value: number): void {
    this.figures.set(name, value);
  }

  onEnd(work: () => Promise<void> | void): void {
    this.#ends.push(work);
  }

  /** Moves Slack's clock and the database's. */
  async passMinutes(minutes: number): Promise<void> {
    await this.sandbox.quiet();
    this.sandbox.advance(minutes * 60_000);
    await setClock(this.databaseUrl, new Date(this.sandbox.workspace.clock.now()));
  }

  async atRest(withinMs = convergenceMs): Promise<void> {
    const begunMs = performance.now();
    let calm = 0;
    let left: string[] = [];
    while (calm < 2) {
      left = await this.restless();
      calm = left.length === 0 ? calm + 1 : 0;
      if (performance.now() - begunMs > withinMs) {
        throw new NotAtRest(left);
      }
      if (left.length === 0) await this.sandbox.quiet();
      else await wait(lookMs);
    }
    // Since the last process began, or since it was asked, whichever is longer ago.
    const sinceMs = performance.now() - Math.min(this.#startedMs, begunMs);
    const slowest = this.figures.get('convergence_ms') ?? 0;
    this.figure('convergence_ms', Math.max(slowest, sinceMs));
  }

  /** What is still to be done, in words. */
  async restless(): Promise<string[]> {
    const rows = await this.sql<{ what: string }[]>`
      select 'timer ' || key as what from timers where parked_at is null and due_at <= now()
      union all
      select 'timer ' || key from organisation_timers where parked_at is null and due_at <= now()
      union all
      select lane || ' ' || state || ' ' || coalesce(last_error, '') from outbox
      where state in ('pending', 'sending')`;
    return rows.map(({ what }) => what);
  }

  async close(): Promise<void> {
    for (const replica of this.replicas) replica.kill();
    await Promise.all(this.replicas.map(({ ended }) => ended));
    this.slack.close();
    await this.sandbox.close();
    await this.sql.end({ timeout: 1 });
    for (const work of this.#ends.reverse()) await work();
  }

  #nextAddress(): string | undefined {
    const { living } = this;
    this.#turn += 1;
    const next = living[this.#turn % Math.max(living.length, 1)];
    return next && `http://127.0.0.1:${next.port}/slack/events`;
  }

  /** Whom a hook met, by the User-Agent or by the address. */
  #replicaOf(whom: string): Started | undefined {
    const name = /replica\/(\d+)/.exec(whom)?.[1];
    if (name) return this.replicas[Number(name) - 1];
    return this.replicas.find(({ port, lives }) => lives && whom.includes(`:${port}/`));
  }
}

/** Not everything came to an end in time. */
export class NotAtRest extends Error {
  constructor(left: string[]) {
    super(`not at rest: ${left.slice(0, 10).join(', ')}`);
  }
}

/** The place was never passed: nothing was shown. */
export class NotPassed extends Error {
  constructor(point: string) {
    super(`nobody passed ${point}`);
  }
}
