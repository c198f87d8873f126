/** Sentences about postmortem. */
export const postmortemSentences = {} as const satisfies Record<string, string>;
