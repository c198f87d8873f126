/** Words that its buttons carry. */
export const meetingActionWords = [
  'take_meeting_role',
  'give_up_meeting_role',
  'start_meeting',
  'next_part',
  'extend_part',
  'pause_meeting',
  'resume_meeting',
  'end_meeting',
  'tick_closing',
  'collect_lines',
  'remind_of_rules',
  'unsafe',
  'answer_survey',
] as const satisfies readonly string[];
