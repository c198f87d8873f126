/** Sentences about clocks. */
export const clocksSentences = {
  'fact.clocks_at_risk': 'clocks at risk',
  'fact.clocks_missed': 'clocks missed',
  'done.pause_clock': 'Done.',
  'done.resume_clock': 'Done.',
  'refused.unknown_clock': 'unknown clock',
  'refused.clock_over': 'clock over',
  'refused.clock_paused': 'clock paused',
  'refused.clock_runs': 'clock runs',
  'refused.clock_not_pausable': 'clock not pausable',
  'entry.pause_clock': 'pause clock',
  'entry.resume_clock': 'resume clock',
  'entry.clock_at_risk': 'clock at risk',
  'entry.clock_missed': 'clock missed',
  'entry.clock_nag': 'clock nag',
  'also.clock_ended': 'clock ended',
} as const;
