import { tick } from '../../src/engine/tick.ts';
import { startEngine } from './engine.ts';

// Run by test/engine/processes.test.ts as a process of its own, to be killed: ticks without a
// pause, and says how many timers each pass fired.
const url = process.argv[2];
if (!url) throw new Error('usage: run-ticks.ts <database url>');
const engine = await startEngine(url);
for (;;) {
  const { fired } = await tick(engine);
  process.stdout.write(`${fired.length}\n`);
}
