/** Words that its buttons carry. */
export const bookingActionWords = [] as const satisfies readonly string[];
