/** Sentences about tasks. */
export const tasksSentences = {} as const;
