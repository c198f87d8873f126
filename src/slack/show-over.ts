import type { ModalView } from '@slack/types';
import type { Message } from '../views/context.ts';
import { answerModal } from '../views/notice.ts';
import { TriggerExpired } from './calls.ts';
import type { Asking } from './gesture.ts';

/**
 * Shows an answer to a gesture that was made in no channel: over what is open, or, where its
 * trigger opens nothing any more, as a direct message.
 */
export async function showOver(
  { desk, userId }: Pick<Asking, 'desk' | 'userId'>,
  message: Message,
  open: (modal: ModalView) => Promise<unknown>,
): Promise<void> {
  try {
    await open(answerModal(desk.ports.activePolicy(), message));
  } catch (error) {
    if (!(error instanceof TriggerExpired)) throw error;
    await desk.calls.say(userId, message);
  }
}
