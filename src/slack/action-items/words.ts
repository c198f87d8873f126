/** Words of `/incident` with their aliases. */
export const actionItemsAliases = {
  action: ['action-item', 'followup', 'fu'],
  actions: ['action-items', 'followups', 'leftovers'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const actionItemsFree: readonly (keyof typeof actionItemsAliases)[] = ['action'];
