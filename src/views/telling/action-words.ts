/** Words that its buttons carry. */
export const tellingActionWords = [
  /** Shows whom to tell. */
  'tell',
  'open_message',
  'write_message',
  'obligations',
  'open_obligation',
  'meet_obligation',
  'excuse_obligation',
  'follow',
  'unfollow',
] as const satisfies readonly string[];
