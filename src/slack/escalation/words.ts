/** Words of `/incident` with their aliases. */
export const escalationAliases = {} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const escalationFree: readonly (keyof typeof escalationAliases)[] = [];
