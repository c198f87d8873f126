/** Sentences about drills. */
export const drillsSentences = {
  'fact.injected': 'injected',
  'fact.scorecard': 'scorecard',
  'done.inject': 'Done.',
  'refused.no_drill': 'no drill',
  'entry.inject': 'inject',
  'entry.inject_due': 'inject due',
  'entry.drill_over': 'drill over',
} as const;
