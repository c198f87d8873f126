/** Words that its buttons carry. */
export const courseActionWords = [] as const satisfies readonly string[];
