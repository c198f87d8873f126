/** Words that its buttons carry. */
export const clocksActionWords = [
  'pause_clock',
  'resume_clock',
  'clock',
] as const satisfies readonly string[];
