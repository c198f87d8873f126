/** Words that its buttons carry. */
export const tasksActionWords = [
  'tick_task',
  'untick_task',
  'skip_task',
  'assign_task',
  'note_task',
  'add_task',
  'start_list',
  'undo_measure',
  'excuse_measure',
  /** Shows all tasks. */
  'tasks',
  /** Shows one task. */
  'task',
  /** Shows a runbook. */
  'runbook',
  'measures',
] as const satisfies readonly string[];
