/** Words of `/incident` with their aliases. */
export const meetingAliases = {} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const meetingFree: readonly (keyof typeof meetingAliases)[] = [];
