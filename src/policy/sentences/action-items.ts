/** Sentences about action items. */
export const actionItemsSentences = {} as const satisfies Record<string, string>;
