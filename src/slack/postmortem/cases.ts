import type { Message } from '../../views/context.ts';
import { casesMessage } from '../../views/postmortem/cases.ts';
import type { Asking } from '../gesture.ts';

/** The cases of which nobody chose yet whether they get a postmortem. */
export async function casesAnswer({
  desk,
  userId,
}: Pick<Asking, 'desk' | 'userId'>): Promise<Message> {
  return casesMessage(desk.ports.activePolicy(), await desk.ports.read.undecided(userId));
}
