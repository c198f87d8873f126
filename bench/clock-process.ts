import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startLoop } from '../src/engine/loop.ts';
import { shiftDate } from '../test/support/shifted-date.ts';
import { startBenchEngine } from './clock-scene.ts';

/**
 * The clock of one replica, in a process of its own: `clock-process.ts DATABASE_URL`. Says `ready`
 * when its first pass has ended. Told to `jump` by so many milliseconds, it sets the wall clock under
 * itself; told to `report`, it says the longest silence of its pulse and the longest block since.
 */
const url = process.argv[2];
if (!url) throw new Error('usage: clock-process.ts <database url>');

let aheadMs = 0;
shiftDate(() => aheadMs);

const delay = monitorEventLoopDelay({ resolution: 5 });
let last = performance.now();
let gapMs = 0;
let passes = 0;

function passed() {
  const now = performance.now();
  gapMs = Math.max(gapMs, now - last);
  last = now;
  passes += 1;
  if (passes === 1) process.send?.('ready');
}

const engine = await startBenchEngine(url);
startLoop(engine, { wake: () => {}, onTicked: passed, onFailed: passed });

process.on('message', (told: { jump: number } | 'report') => {
  if (told === 'report') {
    const silenceMs = Math.max(gapMs, performance.now() - last);
    process.send?.({ pulseGapMs: Math.round(silenceMs), blockMs: Math.round(delay.max / 1e6) });
    return;
  }
  aheadMs += told.jump;
  gapMs = 0;
  delay.reset();
  delay.enable();
});
process.on('disconnect', () => process.exit());
