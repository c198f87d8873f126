import { parseArgs } from 'node:util';
import { openLaboratory } from './laboratory.ts';
import { randomFrom, seedOf } from './random.ts';
import { scenarios } from './registry.ts';
import { reportOf, writeReport } from './report.ts';
import { type RunResult, runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';

/**
 * `npm run chaos -- --seed N --runs N [--only NAME] [--jobs N] [--write]`: draws scenarios by the
 * seed, all of them in turn and each turn in another order, and prints what became of them. Ends with
 * 1 when a promise was broken, with the command that plays that run again.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    runs: { type: 'string' },
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: '6' },
    /** Plays one run again: its seed is the one given, not drawn from it. */
    replay: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

interface Run {
  scenario: Scenario;
  seed: number;
}

/** The runs that the seed draws: every scenario once before any comes again, each turn in another order. */
function draw(seed: number, count: number, among: readonly Scenario[]): Run[] {
  if (among.length === 0) throw new Error(`no scenario is called like ${values.only}`);
  const random = randomFrom(seed);
  const drawn: Scenario[] = [];
  while (drawn.length < count) {
    const left = [...among];
    while (left.length > 0) drawn.push(...left.splice(random.between(0, left.length - 1), 1));
  }
  return drawn
    .slice(0, count)
    .map((scenario, index) => ({ scenario, seed: values.replay ? seed : seedOf(seed, index) }));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(result: RunResult, done: number, all: number): void {
  const { scenario, seed, violations, tookMs } = result;
  if (violations.length === 0) {
    if (done % 50 === 0 || all <= 60) say(`${done}/${all} ${scenario} ${Math.round(tookMs)} ms`);
    return;
  }
  say(`${done}/${all} ${scenario} BROKEN after ${Math.round(tookMs)} ms`);
  for (const { invariant, what } of violations) say(`  ${invariant}: ${what}`);
  say(`  again: npm run chaos -- --replay --seed ${seed} --only '${scenario}'`);
}

const seed = Number(values.seed);
const among = scenarios.filter(({ name }) =>
  values.replay ? name === values.only : name.includes(values.only),
);
const runs = draw(seed, Number(values.runs ?? among.length), among);
const jobs = Math.max(1, Math.min(Number(values.jobs), runs.length));
say(`seed ${seed}: ${runs.length} runs of ${among.length} scenarios, ${jobs} at once`);

const laboratory = await openLaboratory({ jobs });
const begunMs = performance.now();
const results: RunResult[] = [];
try {
  const waiting = [...runs];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { scenario, seed: own } = next;
      const result = await runScenario(scenario, { ...laboratory, seed: own });
      results.push(result);
      tell(result, results.length, runs.length);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
} finally {
  await laboratory.close();
}
const seconds = (performance.now() - begunMs) / 1000;
const report = reportOf(results, { seed, seconds, jobs });
say(report);
if (values.write) await writeReport(report);
if (results.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
