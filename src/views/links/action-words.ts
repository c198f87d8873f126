/** Words that its buttons carry. */
export const linksActionWords = [] as const satisfies readonly string[];
