import { schedule } from 'node-cron';
import { Unavailable } from '../slack/ports.ts';
import type { Engine } from './engine.ts';
import { type SweepOptions, sweep } from './sweep.ts';
import { tellOfTheRest } from './tell-operators.ts';
import { type Ticked, type TickOptions, tick } from './tick.ts';
import { tickOrganisation } from './tick-organisation.ts';

/** Lets time pass: fires what is due on every pulse, and wakes delivery. */
export interface Loop {
  /** A pass that begins after this call; two callers may get the same one. */
  tick(): Promise<Ticked>;
  /** Reading of `performance.now()` when the last pass ended; of the start before the first. */
  lastEndedMs(): number;
  /** Timers that were given up, as of the last pass. */
  parked(): number;
  /** Whether this release kept the clock in the last pass, or left it to a newer one. */
  mayWork(): boolean;
  /** Begins no more passes and waits for the one that runs. */
  stop(): Promise<void>;
}

export interface LoopOptions extends Pick<TickOptions, 'onPoison'> {
  /** Called on every pulse; delivery looks for what it may send. */
  wake: () => void;
  onTicked?: (ticked: Ticked, seconds: number) => void;
  /** A pass that did not end well; the next pulse tries again. */
  onFailed?: (error: unknown) => void;
  /** What an hourly sweep deleted, batch by batch. */
  onSwept?: SweepOptions['onSwept'];
  /** The process slept or was busy, and the pulse came this much later than it should. */
  onLatePulse?: (lateMs: number) => void;
}

const pulseMs = 2_000;
const deadlineMs = 15_000;
/** A pass begins no more batches after this; what is left is the next one's. */
const passMs = 1_500;
/** A pulse that is later than this is told. */
const patienceMs = 8_000;

/**
 * Starts the pulse: every two seconds, on every replica, with a first pass at once; and once an hour
 * a sweep of what is past its time. Where more is due than a pass takes, the next one begins when it
 * ends.
 *
 * The pulse follows the monotonic clock, which nobody can set, and not the wall clock as node-cron
 * does: see docs/decisions/0012-the-pulse-follows-no-wall-clock.md.
 */
export function startLoop(engine: Engine, options: LoopOptions): Loop {
  let running: Promise<Ticked> | null = null;
  let following: Promise<Ticked> | null = null;
  let endedMs = performance.now();
  let pulsedMs = performance.now();
  let parked = 0;
  let mayWork = true;
  let isStopped = false;

  async function pass(): Promise<Ticked> {
    const begunMs = performance.now();
    let isMore = false;
    try {
      const ticked = await withDeadline(tickAll(engine, options));
      parked = ticked.parked;
      mayWork = ticked.mayWork;
      // What waits without firing, such as what somebody else holds, is in no hurry.
      isMore = ticked.hasMore && ticked.fired.length > 0;
      options.onTicked?.(ticked, (performance.now() - begunMs) / 1000);
      return ticked;
    } finally {
      endedMs = performance.now();
      running = null;
      options.wake();
      if (isMore) setImmediate(begun);
    }
  }

  function begin(): Promise<Ticked> {
    if (isStopped) return Promise.reject(new Error('the loop was stopped'));
    running ??= pass();
    return running;
  }

  /** Begins a pass unless one runs. */
  function begun() {
    if (isStopped || running !== null) return;
    begin().catch((error: unknown) => options.onFailed?.(error));
  }

  const pulse = setInterval(() => {
    const lateMs = performance.now() - pulsedMs - pulseMs;
    pulsedMs = performance.now();
    if (lateMs > patienceMs) options.onLatePulse?.(lateMs);
    begun();
  }, pulseMs);
  const sweepTask = schedule(
    '17 * * * *',
    () =>
      hourly(engine, {
        peopleWait: () => engine.database.ack.isQueued,
        ...(options.onSwept ? { onSwept: options.onSwept } : {}),
      }).catch((error: unknown) => options.onFailed?.(error)),
    { name: 'sweep', timezone: 'UTC', noOverlap: true, suppressMissedWarning: true },
  );
  begun();

  return {
    tick() {
      if (running === null) return begin();
      // The one that runs may have looked before what the caller waits for came about.
      following ??= running
        .catch(() => undefined)
        .then(() => {
          following = null;
          return begin();
        });
      return following;
    },
    lastEndedMs: () => endedMs,
    parked: () => parked,
    mayWork: () => mayWork,
    async stop() {
      isStopped = true;
      clearInterval(pulse);
      await sweepTask.destroy();
      await running?.catch(() => undefined);
    },
  };
}

/** What is past its time goes, and operators hear of what was given up since they heard last. */
export async function hourly(engine: Engine, options: SweepOptions): Promise<void> {
  const { database, teamId, policies } = engine;
  const done = await Promise.allSettled([
    tellOfTheRest(database.work, { teamId, policy: policies.active() }),
    sweep(database.work, options),
  ]);
  for (const each of done) if (each.status === 'rejected') throw each.reason;
}

/** Incidents first: by them somebody may be called. */
async function tickAll(engine: Engine, options: LoopOptions): Promise<Ticked> {
  const ticked = await tick(engine, { ...options, deadlineMs: passMs });
  if (!ticked.mayWork) return ticked;
  const { fired, failed } = await tickOrganisation(engine, options);
  return { ...ticked, fired: [...ticked.fired, ...fired], failed: ticked.failed + failed };
}

/** A pass that hangs must not keep the next one from beginning. */
async function withDeadline(pass: Promise<Ticked>): Promise<Ticked> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Unavailable(new Error('the tick did not end'))),
      deadlineMs,
    );
  });
  return Promise.race([pass, late]).finally(() => clearTimeout(timer));
}
