/** Words that its buttons carry. */
export const presenceActionWords = [
  'still_here',
  'skip_update',
] as const satisfies readonly string[];
