import { isAmong } from '../incident/people.ts';
import { wordOf } from '../incident/permissions.ts';
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
  const { words } = policy.permissions;
  const word = wordOf(action);
  const who = Object.hasOwn(words, word) ? words[word] : undefined;
  if (!who) return null;
  const as = await desk.ports.refsOf(userId, policy);
  const found = who.some((ref) => ref.startsWith('role:')) ? await find() : null;
  const incident = found && 'found' in found ? found.found.incident : null;
  if (isAmong(who, userId, as, incident, policy)) return null;
  return refusalMessage(policy, { code: 'not_allowed', who }, incident);
}
