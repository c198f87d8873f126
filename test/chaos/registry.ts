import { crashScenarios } from './crash-scenarios.ts';
import { databaseScenarios } from './faults/database.ts';
import { processScenarios } from './faults/process.ts';
import { slackScenarios } from './faults/slack.ts';
import { soakScenarios } from './faults/soak.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario there is. A list in `faults/` gets a line here. */
export const scenarios: readonly Scenario[] = [
  ...crashScenarios,
  ...databaseScenarios,
  ...processScenarios,
  ...slackScenarios,
  ...soakScenarios,
];
