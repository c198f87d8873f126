/** Words of `/incident` with their aliases. */
export const linksAliases = {
  attach: ['upload', 'evidence'],
  merge: ['duplicate', 'dup'],
  relate: ['related', 'tie'],
  unrelate: ['untie'],
  same: ['repeat', 'recurrence'],
  similar: ['like', 'alike'],
  private: ['hide', 'secret'],
  past: ['backfill', 'afterwards'],
  changes: ['changed', 'deploys'],
  sub: ['subincident', 'part'],
  adopt: ['adopt-channel', 'takein'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const linksFree: readonly (keyof typeof linksAliases)[] = [
  'merge',
  'relate',
  'unrelate',
  'same',
  'sub',
  'private',
  'past',
  'changes',
  'adopt',
];
