/** Words of `/incident` with their aliases. */
export const bookingAliases = {
  meeting: ['meet', 'meetings', 'booking'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const bookingFree: readonly (keyof typeof bookingAliases)[] = ['meeting'];
