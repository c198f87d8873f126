/** Sentences about ties. */
export const linksSentences = {} as const;
