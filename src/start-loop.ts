import type { Logger } from 'pino';
import type { Engine } from './engine/engine.ts';
import { type Loop, startLoop } from './engine/loop.ts';
import { measure } from './engine/measure.ts';
import type { Ticked } from './engine/tick.ts';
import type { Metrics } from './metrics.ts';

/** A clock that differs by more than this from the database's is told: lateness in the log is then wrong. */
const skewToldMs = 5_000;
/** It is told again after this. */
const toldEachMs = 3_600_000;

/** Starts the clock; what it does is counted, what goes wrong is logged. */
export function letTimePass(
  engine: Engine,
  wake: () => void,
  { metrics, log }: { metrics: Metrics; log: Logger },
): Loop {
  let skewToldAtMs = Number.NEGATIVE_INFINITY;
  let didWork = true;
  const tellOf = ({ skewMs, mayWork }: Ticked) => {
    const isDue = performance.now() - skewToldAtMs > toldEachMs;
    if (Math.abs(skewMs) > skewToldMs && isDue) {
      skewToldAtMs = performance.now();
      log.warn({ skewMs: Math.round(skewMs) }, "this machine's clock is not the database's");
    }
    if (mayWork !== didWork) {
      const said = mayWork ? 'the work is ours again' : 'a newer release does the work from now on';
      log.warn(said);
    }
    didWork = mayWork;
  };
  return startLoop(engine, {
    wake,
    onPoison: ({ incidentId, key, error, isParked }) =>
      log.error(
        { err: error, incident: incidentId, timer: key },
        isParked ? 'timer parked' : 'timer not fired',
      ),
    onTicked: (ticked, seconds) => {
      countTicked(metrics, ticked, seconds);
      tellOf(ticked);
    },
    onSwept: (what, rows) => metrics.swept.inc({ what }, rows),
    onFailed: (error) => {
      metrics.ticksFailed.inc();
      log.error({ err: error }, 'tick failed');
    },
    onLatePulse: (lateMs) => {
      metrics.latePulses.inc();
      log.warn({ lateMs: Math.round(lateMs) }, 'the pulse came late');
    },
  });
}

function countTicked(metrics: Metrics, ticked: Ticked, seconds: number): void {
  metrics.tickSeconds.observe(seconds);
  metrics.timersParked.set(ticked.parked);
  metrics.clockSkew.set(ticked.skewMs / 1000);
  metrics.working.set(ticked.mayWork ? 1 : 0);
  for (const { kind, lateMs } of ticked.fired) {
    metrics.timersFired.inc({ kind });
    metrics.timerLateSeconds.observe({ kind }, Math.max(0, lateMs) / 1000);
  }
}

/** Brings the figures up to date that only the database knows; those of the time before stay where it does not answer. */
export async function takeMeasure(engine: Engine, metrics: Metrics): Promise<void> {
  try {
    const { outbox, oldest, timerLagSeconds } = await measure(engine);
    metrics.outboxRows.reset();
    metrics.outboxOldest.reset();
    for (const { state, priority, rows } of outbox)
      metrics.outboxRows.set({ state, priority }, rows);
    for (const { priority, seconds } of oldest) metrics.outboxOldest.set({ priority }, seconds);
    metrics.timerLag.set(timerLagSeconds);
  } catch {
    // `/readyz` and the log say so.
  }
}
