/** Sentences about what sort it is. */
export const kindsSentences = {} as const;
