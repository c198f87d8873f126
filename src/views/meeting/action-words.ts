/** Words that its buttons carry. */
export const meetingActionWords = [] as const satisfies readonly string[];
