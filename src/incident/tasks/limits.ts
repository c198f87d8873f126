/** How much of tasks an incident keeps; what is longer stands in the timeline. */

/** Most tasks that people add to one incident. */
export const mostAddedTasks = 40;

/** Longest texts that are accepted, in code points. */
export const taskLimits = {
  text: 150,
  note: 300,
  parameter: 200,
} as const;

/** Most bytes of JSON that the state spends on each text, and on all notes together. */
export const taskBytes = {
  text: 200,
  note: 320,
  notes: 4000,
  measure: 200,
  parameter: 250,
} as const;
