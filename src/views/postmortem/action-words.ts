/** Words that its buttons carry. */
export const postmortemActionWords = [
  'hold_postmortem',
  'skip_postmortem',
  'take_postmortem',
  'assign_postmortem',
  'edit_section',
  'export_postmortem',
  'send_record',
  'set_postmortem_status',
  'read_postmortem',
  'import_postmortem',
  'postmortem_cases',
  'postmortem',
] as const satisfies readonly string[];
