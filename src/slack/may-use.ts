import { isAmong } from '../incident/people.ts';
import { listsOfWord, wordOf } from '../incident/permissions.ts';
import type { Message } from '../views/context.ts';
import { refusalMessage } from '../views/refusal.ts';
import type { Found } from './forms.ts';
import type { Asking } from './gesture.ts';

/**
 * Why somebody may not use a word of `/incident`, or a button that does the same; null where they
 * may. The rules ask again when it changes something, so this is for what only shows, and saves
 * others a form they could not send. By the active policy; a role counts in the incident it is about.
 */
export async function wordRefused(
  { desk, userId }: Pick<Asking, 'desk' | 'userId'>,
  action: string,
  find: () => Promise<Found>,
): Promise<Message | null> {
  const policy = desk.ports.activePolicy();
  const lists = listsOfWord(policy, wordOf(action));
  if (lists.length === 0) return null;
  const as = await desk.ports.refsOf(userId, policy);
  const isByRole = lists.flat().some((ref) => ref.startsWith('role:'));
  const found = isByRole ? await find() : null;
  const incident = found && 'found' in found ? found.found.incident : null;
  const who = lists.find((list) => !isAmong(list, userId, as, incident, policy));
  return who ? refusalMessage(policy, { code: 'not_allowed', who }, incident) : null;
}
