/** Words that its buttons carry. */
export const linksActionWords = [
  'attach_files',
  'merge',
  'relate',
  'same_as',
  'similar',
  'make_private',
] as const satisfies readonly string[];
