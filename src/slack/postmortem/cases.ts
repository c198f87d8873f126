import { isToBeHeld } from '../../incident/postmortem/whether.ts';
import type { Message } from '../../views/context.ts';
import { casesMessage } from '../../views/postmortem/cases.ts';
import type { Asking } from '../gesture.ts';

/** The cases of which nobody chose yet whether they get a postmortem, and those whose one is still to be held. */
export async function casesAnswer({
  desk,
  userId,
}: Pick<Asking, 'desk' | 'userId'>): Promise<Message> {
  const { read, activePolicy } = desk.ports;
  const policy = activePolicy();
  const toHold = (await read.toHold(userId)).filter(({ incident, ...its }) =>
    isToBeHeld(incident, its.policy ?? policy),
  );
  return casesMessage(policy, await read.undecided(userId), toHold);
}
