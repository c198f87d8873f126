/** Words that its buttons carry. */
export const courseActionWords = [
  'change_stage',
  'change_public_state',
  /** Shows the public the state that goes with the status, at once. */
  'show_public_as',
  'approve',
  'ask_approval',
  /** Opens the form of what a gate closed, with a field for the reason. */
  'go_on_anyway',
  'set_milestone',
  'start_call',
  'join_call',
  'end_call',
] as const satisfies readonly string[];
