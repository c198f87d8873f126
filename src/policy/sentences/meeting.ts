/** Sentences about meeting. */
export const meetingSentences = {} as const satisfies Record<string, string>;
