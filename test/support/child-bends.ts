import type { Muster } from '../../src/main.ts';
import { shiftDate } from './shifted-date.ts';

/** What the rig does to a process beside killing it, told by its environment and by signals. */

/** Sets the wall clock of this process apart from the machine's by `CHAOS_AHEAD_MS`. */
export function bendDate(): void {
  const aheadMs = Number(process.env['CHAOS_AHEAD_MS'] ?? 0);
  if (aheadMs !== 0) shiftDate(() => aheadMs);
}

/** SIGTERM ends it as it ends `muster start`; SIGUSR2 keeps it busy for five seconds. */
export function heedSignals(muster: Muster): void {
  process.once('SIGTERM', () => {
    muster.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  process.on('SIGUSR2', () => {
    const end = performance.now() + 5_000;
    while (performance.now() < end);
  });
}
