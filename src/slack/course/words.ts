/** Words of `/incident` with their aliases. */
export const courseAliases = {
  stage: ['step-to', 'phase'],
  public: ['public-state', 'publicly'],
  approve: ['ok', 'approval'],
  milestone: ['milestones', 'ms', 'when'],
  call: ['join-call', 'bridge', 'huddle'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const courseFree: readonly (keyof typeof courseAliases)[] = [
  'stage',
  'public',
  'milestone',
  'call',
];
