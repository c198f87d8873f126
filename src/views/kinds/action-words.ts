/** Words that its buttons carry. */
export const kindsActionWords = [] as const satisfies readonly string[];
