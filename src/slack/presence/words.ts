/** Words of `/incident` with their aliases. */
export const presenceAliases = {
  skip: ['leave-out'],
  here: ['still-here', 'present'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const presenceFree: readonly (keyof typeof presenceAliases)[] = ['skip'];
