/** Words of `/incident` with their aliases. */
export const drillsAliases = {
  drill: ['drills', 'exercise', 'rehearse', 'tabletop'],
  inject: ['injects'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const drillsFree: readonly (keyof typeof drillsAliases)[] = ['drill', 'inject'];
