/** What is done in private: the log says neither of it nor of whom that it was done. */
const inPrivate: readonly string[] = ['unsafe', 'answer_survey', 'feedback', 'remind_of_rules'];

/** The word as the log has it. */
export function logged(word: string): string {
  return inPrivate.includes(word) ? 'in private' : word;
}
