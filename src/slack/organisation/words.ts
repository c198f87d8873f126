/** Words of `/incident` with their aliases. */
export const organisationAliases = {
  stats: ['metrics', 'figures', 'mttr'],
} as const satisfies Record<string, readonly string[]>;
