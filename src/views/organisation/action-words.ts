/** Words that the buttons of reports carry. */
export const organisationActionWords = [
  /** Shows the numbers of this month so far. */
  'stats',
] as const satisfies readonly string[];
