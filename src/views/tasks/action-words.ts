/** Words that its buttons carry. */
export const tasksActionWords = [] as const satisfies readonly string[];
