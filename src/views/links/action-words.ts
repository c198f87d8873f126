/** Words that its buttons carry. */
export const linksActionWords = [
  'attach_files',
  'merge',
  'relate',
  'make_private',
] as const satisfies readonly string[];
