import type { Desk } from '../gesture.ts';

/** What is done in private: neither the log nor the inbox says that somebody did it. */
const inPrivate: readonly string[] = ['unsafe', 'answer_survey', 'feedback', 'remind_of_rules'];

/** The word as the log has it. */
export function logged(word: string): string {
  return inPrivate.includes(word) ? 'in private' : word;
}

/** The inbox key of a button of this word: one by which nobody is found where it is private. */
export function keyOfAction(desk: Pick<Desk, 'seal'>, word: string | null, key: string): string {
  return word !== null && inPrivate.includes(word) ? `act:${desk.seal(key).slice(0, 40)}` : key;
}
