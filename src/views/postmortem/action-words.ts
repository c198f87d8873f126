/** Words that its buttons carry. */
export const postmortemActionWords = [] as const satisfies readonly string[];
