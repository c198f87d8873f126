/** Words of `/incident` with their aliases. */
export const escalationAliases = {
  escalate: ['esc', 'escalation', 'higher', 'go-up'],
  page: ['wake', 'summon', 'call-in'],
  ack: ['acknowledge', 'coming', 'im-coming'],
  cant: ['cannot', 'cannot-come', 'cant-come', "can't"],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const escalationFree: readonly (keyof typeof escalationAliases)[] = ['escalate', 'page'];
