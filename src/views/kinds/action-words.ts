/** Words that its buttons carry. */
export const kindsActionWords = [
  'change_kind',
  'set_modules',
  'answer_criterion',
  'confirm_incident',
  'decline_incident',
  'set_fields',
] as const satisfies readonly string[];
