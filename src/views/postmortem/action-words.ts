/** Words that its buttons carry. */
export const postmortemActionWords = [
  'hold_postmortem',
  'skip_postmortem',
  'take_postmortem',
  'assign_postmortem',
  'edit_section',
] as const satisfies readonly string[];
