/** Words of `/incident` with their aliases. */
export const onCallAliases = {
  oncall: ['who-is-on', 'rota', 'shifts'],
  override: ['cover'],
} as const satisfies Record<string, readonly string[]>;

/** Words whose text is free. */
export const onCallFree = [
  'oncall',
  'override',
] as const satisfies readonly (keyof typeof onCallAliases)[];
