/** Words of `/incident` with their aliases. */
export const postmortemAliases = {
  postmortem: ['pm', 'review', 'retro', 'pir'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const postmortemFree: readonly (keyof typeof postmortemAliases)[] = [];
