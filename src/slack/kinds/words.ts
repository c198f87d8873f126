/** Words of `/incident` with their aliases. */
export const kindsAliases = {
  kind: ['class', 'category', 'type'],
  module: ['modules', 'affects', 'affected', 'service', 'services'],
  field: ['fields', 'detail', 'details'],
  isincident: ['is-an-incident', 'confirm'],
  notincident: ['not-an-incident', 'no-incident', 'none'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const kindsFree: readonly (keyof typeof kindsAliases)[] = [
  'kind',
  'module',
  'field',
  'isincident',
  'notincident',
];
