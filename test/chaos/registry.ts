import { crashScenarios } from './crash-scenarios.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario there is. A list in `faults/` gets a line here. */
export const scenarios: readonly Scenario[] = [...crashScenarios];
