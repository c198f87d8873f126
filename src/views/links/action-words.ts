/** Words that its buttons carry. */
export const linksActionWords = [
  'add_follow_up',
  'finish_follow_up',
  'link_follow_up',
  'follow_ups',
  'attach_files',
  'merge',
  'relate',
  'make_private',
] as const satisfies readonly string[];
