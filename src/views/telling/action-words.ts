/** Words that its buttons carry. */
export const tellingActionWords = [] as const satisfies readonly string[];
