import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { connectClient, type SlackClient } from '../../sandbox/client.ts';
import {
  type LocalMuster,
  type LocalMusterOptions,
  startLocalMuster,
} from '../../sandbox/local-muster.ts';
import type { JournalEntry } from '../../sandbox/protocol-operate.ts';
import { ordinary, type Settings } from '../../sandbox/server/settings.ts';
import { openLog } from '../../src/log.ts';
import { createDatabase, dropDatabase } from './database.ts';

/** A workspace with Muster in it, for the stories of one test file. */
export interface World {
  readonly slack: SlackClient;
  readonly local: LocalMuster;
  readonly databaseUrl: string;
  /** Lines of Muster's log at warn and above since the test began. */
  readonly complaints: Record<string, unknown>[];
  /** Says that this test makes Slack refuse calls, so that refusals do not fail it. */
  expectTrouble(): void;
  /** Says that this test makes Muster log errors and Slack refuse calls. */
  expectErrors(): void;
}

/** A busy machine keeps nobody's time, so nobody is told in a story that it was too slow. */
export const leeway = 6;

/** Slack and Muster wait no longer than in earnest: for stories of what comes too late. */
export const inEarnest = {
  settings: { ackTimeoutMs: ordinary.ackTimeoutMs, triggerLifeMs: ordinary.triggerLifeMs },
  start: { leeway: 1 },
};

interface WorldOptions extends Omit<LocalMusterOptions, 'databaseUrl'> {
  /** Gives the URL by which Muster reaches the database of this URL; itself unless said. */
  through?: (databaseUrl: string) => Promise<string>;
}

/**
 * Slack answers as out of order as on an ordinary day, only sooner, and asks nobody to wait: stories
 * about its limits say so.
 */
const quick = {
  latency: { leastMs: 20, mostMs: 80 },
  visibilityLagMs: 60,
  eventSpreadMs: 60,
  rateLimits: false,
  ackTimeoutMs: ordinary.ackTimeoutMs * leeway,
  triggerLifeMs: ordinary.triggerLifeMs * leeway,
} satisfies Partial<Settings>;

const dayMs = 86_400_000;

/**
 * When stories begin, on whichever day and at whichever hour they are told: on the next Tuesday at 10:17
 * UTC. Whose turn it is, what is due at nine and what counts as a working day is the same each time.
 */
function nextTuesday(now: number): Date {
  const toTuesday = (9 - new Date(now).getUTCDay()) % 7 || 7;
  return new Date(Math.floor(now / dayMs) * dayMs + toTuesday * dayMs + (10 * 60 + 17) * 60_000);
}

/**
 * One world per test file, started before its first test. A test fails when Muster logged an error
 * or Slack refused one of its calls, unless it said that it expects trouble.
 */
export function testWorld(options: WorldOptions = {}): World {
  let world: (World & { reset: () => void; trouble: () => unknown[] }) | undefined;
  const get = () => {
    if (!world) throw new Error('the world is there from beforeAll on');
    return world;
  };
  beforeAll(async () => {
    world = await startWorld(options);
  });
  afterEach(async () => {
    const { reset, trouble } = get();
    const found = trouble();
    reset();
    expect(found, 'errors in the log, or calls that Slack refused').toEqual([]);
  });
  afterAll(async () => {
    world?.slack.close();
    await world?.local.stop();
    if (world) await dropDatabase(world.databaseUrl);
  });
  return new Proxy({} as World, { get: (_target, key) => Reflect.get(get(), key) });
}

async function startWorld({ through, ...options }: WorldOptions) {
  const databaseUrl = await createDatabase();
  const complaints: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      complaints.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  const log = openLog({ level: 'warn', destination });
  const local = await startLocalMuster({
    databaseUrl: through ? await through(databaseUrl) : databaseUrl,
    startsAt: nextTuesday(Date.now()),
    ...options,
    settings: { ...quick, ...options.settings },
    start: {
      log,
      leeway,
      patience: {
        settleMs: 400,
        urgentSettleMs: 300,
        secondLooksMs: [500],
        coolMs: 150,
        canvasMs: 150,
      },
      ...options.start,
    },
  });
  const slack = await connectClient(local.sandbox.url, { settled: local.settled });
  await slack.settle();
  const { journal } = local.sandbox.core;
  let expected: 'nothing' | 'refusals' | 'errors' = 'nothing';
  let since = 0;
  const errors = () => complaints.filter((line) => line['level'] === 'error');
  const refused = () => refusals(journal.read({ since, limit: 100_000 }).entries);
  return {
    slack,
    local,
    databaseUrl,
    complaints,
    expectTrouble: () => {
      expected = 'refusals';
    },
    expectErrors: () => {
      expected = 'errors';
    },
    trouble: () => {
      if (expected === 'errors') return [];
      return expected === 'refusals' ? errors() : [...errors(), ...refused()];
    },
    reset: () => {
      expected = 'nothing';
      complaints.length = 0;
      since = journal.read({ limit: 1 }).entries.at(-1)?.sequence ?? 0;
    },
  };
}

/** Codes that Muster reckons with: they mean that it is done already, or wait. */
const reckonedWith = new Set(['ratelimited', 'already_in_channel', 'already_pinned', 'name_taken']);

function refusals(entries: readonly JournalEntry[]): string[] {
  return entries.flatMap(({ direction, name, response }) => {
    if (direction !== 'call' || typeof response !== 'object' || response === null) return [];
    const { ok, error } = response as { ok?: boolean; error?: string };
    return ok === false && error !== undefined && !reckonedWith.has(error)
      ? [`${name}: ${error}`]
      : [];
  });
}
