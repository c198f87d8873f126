/** Words that its buttons carry. */
export const escalationActionWords = [
  'escalate',
  'stop_escalation',
  'page',
  'acknowledge_page',
  'cannot_come',
] as const satisfies readonly string[];
