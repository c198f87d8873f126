import { schedule } from 'node-cron';
import { Unavailable } from '../slack/ports.ts';
import type { Engine } from './engine.ts';
import { sweep } from './sweep.ts';
import { type Ticked, type TickOptions, tick } from './tick.ts';

/** Lets time pass: fires what is due on every pulse, and wakes delivery. */
export interface Loop {
  /** A pass that begins after this call; two callers may get the same one. */
  tick(): Promise<Ticked>;
  /** Reading of `performance.now()` when the last pass ended; of the start before the first. */
  lastEndedMs(): number;
  /** Begins no more passes and waits for the one that runs. */
  stop(): Promise<void>;
}

export interface LoopOptions extends Pick<TickOptions, 'onPoison'> {
  /** Called on every pulse; delivery looks for what it may send. */
  wake: () => void;
  onTicked?: (ticked: Ticked, seconds: number) => void;
  /** A pass that did not end well; the next pulse tries again. */
  onFailed?: (error: unknown) => void;
  /** The wall clock was set back or the process slept, and the pulse did not come. */
  onWatchdog?: () => void;
}

const deadlineMs = 15_000;
/** Without a pass for this long, the watchdog begins one. */
const patienceMs = 8_000;

/**
 * Starts the pulse: every two seconds in UTC, on every replica, with a first pass at once; and once
 * an hour a sweep of what is past its time. The
 * pulse follows the wall clock, so a watchdog on the monotonic one steps in when that jumps.
 */
export function startLoop(engine: Engine, options: LoopOptions): Loop {
  let running: Promise<Ticked> | null = null;
  let following: Promise<Ticked> | null = null;
  let endedMs = performance.now();
  let isStopped = false;

  async function pass(): Promise<Ticked> {
    const begunMs = performance.now();
    try {
      const ticked = await withDeadline(tick(engine, { ...options, deadlineMs: deadlineMs / 2 }));
      options.onTicked?.(ticked, (performance.now() - begunMs) / 1000);
      return ticked;
    } finally {
      endedMs = performance.now();
      running = null;
      options.wake();
    }
  }

  function begin(): Promise<Ticked> {
    if (isStopped) return Promise.reject(new Error('the loop was stopped'));
    running ??= pass();
    return running;
  }

  function pulse() {
    if (isStopped || running !== null) return;
    begin().catch((error: unknown) => options.onFailed?.(error));
  }

  const pulseTask = schedule('*/2 * * * * *', pulse, {
    name: 'tick',
    timezone: 'UTC',
    noOverlap: true,
    missedExecutionTolerance: 1_900,
    suppressMissedWarning: true,
  });
  const sweepTask = schedule(
    '17 * * * *',
    () => sweep(engine.database.work).catch((error: unknown) => options.onFailed?.(error)),
    { name: 'sweep', timezone: 'UTC', noOverlap: true, suppressMissedWarning: true },
  );
  const watchdog = setInterval(() => {
    if (running !== null || performance.now() - endedMs < patienceMs) return;
    options.onWatchdog?.();
    pulse();
  }, 2_500);
  pulse();

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
    async stop() {
      isStopped = true;
      clearInterval(watchdog);
      await Promise.all([pulseTask.destroy(), sweepTask.destroy()]);
      await running?.catch(() => undefined);
    },
  };
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
