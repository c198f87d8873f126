/** Sentences about the course. */
export const courseSentences = {} as const;
