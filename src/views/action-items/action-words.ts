/** Words that its buttons carry. */
export const actionItemsActionWords = [] as const satisfies readonly string[];
