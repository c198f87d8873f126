import { type Violation, violationsOf } from './check.ts';
import { NotAtRest, NotPassed, type OpenRig, openRig, type RigParts } from './rig.ts';
import type { Scenario } from './scenario.ts';

/** What became of one run. */
export interface RunResult {
  scenario: string;
  seed: number;
  /** Empty: everything that was begun ended, and no invariant is broken. */
  violations: Violation[];
  figures: ReadonlyMap<string, number>;
  tookMs: number;
}

/** Runs a scenario in a workspace of its own, waits for rest, and holds what there is against the invariants. */
export async function runScenario(scenario: Scenario, parts: RigParts): Promise<RunResult> {
  const begunMs = performance.now();
  const rig = await openRig(parts, { ownServer: scenario.ownServer === true });
  let violations: Violation[];
  try {
    violations = await violationsIn(scenario, rig);
  } finally {
    await rig.close();
  }
  const { seed } = parts;
  const tookMs = performance.now() - begunMs;
  return { scenario: scenario.name, seed, violations, figures: rig.figures, tookMs };
}

async function violationsIn(scenario: Scenario, rig: OpenRig): Promise<Violation[]> {
  try {
    await scenario.run(rig);
    await rig.atRest();
    const found = await violationsOf(rig);
    const { allowed = {} } = scenario;
    return found.filter(
      ({ invariant }) => !(invariant === 'duplicated' && allowed.possibleDuplicate !== undefined),
    );
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    if (error instanceof NotAtRest) return [{ invariant: 'converged', what }];
    return [{ invariant: error instanceof NotPassed ? 'passed' : 'told', what }];
  }
}
