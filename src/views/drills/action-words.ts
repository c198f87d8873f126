/** Words that its buttons carry. */
export const drillsActionWords = ['inject'] as const satisfies readonly string[];
