/** Words of `/incident` with their aliases. */
export const clocksAliases = {
  clock: ['clocks', 'timers', 'sla'],
  pause: ['hold', 'halt'],
  resume: ['go-on', 'continue'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const clocksFree: readonly (keyof typeof clocksAliases)[] = ['pause', 'resume'];
