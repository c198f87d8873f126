import { rules } from '../../src/engine/engine.ts';
import { tick } from '../../src/engine/tick.ts';
import { startEngine } from './engine.ts';

// Run by test/engine/processes.test.ts as a process of its own, to be killed: ticks without a
// pause, and says how many timers each pass fired. What an incident of the title given fires ends it.
const [, , url, deadly] = process.argv;
if (!url) throw new Error('usage: run-ticks.ts <database url> [deadly title]');
const engine = await startEngine(url, {
  rules: {
    decide(incident, command, policy, now) {
      if (command.type === 'fire_timers' && incident.title === deadly) {
        process.kill(process.pid, 'SIGKILL');
      }
      return rules.decide(incident, command, policy, now);
    },
  },
});
for (;;) {
  const { fired } = await tick(engine);
  process.stdout.write(`${fired.length}\n`);
}
