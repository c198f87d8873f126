/** In code points; `lines` at once. */
export const postmortemLimits = { text: 12_000, lines: 100, where: 200 } as const;
