/** Words of `/incident` with their aliases. */
export const meetingAliases = {
  agenda: ['parts'],
  rules: ['rule'],
  unsafe: ['notsafe', 'unsafety'],
  feedback: ['howitwent', 'survey'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const meetingFree: readonly (keyof typeof meetingAliases)[] = ['agenda'];
