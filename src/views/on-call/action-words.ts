/** Words that the buttons about who is on call carry. */
export const onCallActionWords = [
  /** Shows who is on call by each schedule. */
  'on_call',
  /** Shows the next turns of one. */
  'on_call_turns',
  'override_on_call',
  'end_override',
] as const satisfies readonly string[];
