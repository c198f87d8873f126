/** Sentences about telling others. */
export const tellingSentences = {} as const;
