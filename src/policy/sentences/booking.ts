/** Sentences about booking. */
export const bookingSentences = {} as const satisfies Record<string, string>;
