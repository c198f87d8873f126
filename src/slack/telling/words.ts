/** Words of `/incident` with their aliases. */
export const tellingAliases = {
  tell: ['inform', 'notify', 'audiences'],
  obligations: ['obligation', 'owed', 'notices'],
  contact: ['contacts', 'call-whom', 'phone', 'who'],
  follow: ['subscribe', 'watch'],
  unfollow: ['unsubscribe', 'unwatch'],
  tickets: ['ticket'],
  statuspage: ['sp'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const tellingFree: readonly (keyof typeof tellingAliases)[] = ['tell', 'contact'];
