import type { BlockAction } from '@slack/bolt';
import type { Message } from '../views/context.ts';
import { answerModal } from '../views/notice.ts';
import { answeredPanel, isOfPanel } from '../views/panel.ts';
import type { Asking } from './gesture.ts';
import { panelView } from './panel-view.ts';

/**
 * Draws the panel anew in which a button was pressed, under the answer to it, so that it goes on
 * saying what is so. False where the button was in none that can be drawn anew.
 */
export async function panelAgain(
  asking: Asking,
  body: BlockAction,
  incidentId: number | undefined,
  said: Message,
): Promise<boolean> {
  if (incidentId === undefined || !isOfPanel(body.actions[0]?.block_id)) return false;
  const { desk, gesture } = asking;
  try {
    const found = await desk.ports.read.byId(incidentId, asking.userId);
    if (!found) return false;
    const view = await panelView(desk, found);
    return await replace(asking, body, answeredPanel(view, asking, said));
  } catch (error) {
    const { correlationId } = gesture;
    desk.log.warn({ err: error, correlationId, what: asking.what }, 'panel not drawn anew');
    return false;
  }
}

async function replace({ desk }: Asking, body: BlockAction, panel: Message): Promise<boolean> {
  if (body.view?.type === 'modal') {
    const modal = answerModal(desk.ports.activePolicy(), panel);
    await desk.calls.updateView(body.view.id, body.view.hash, modal);
    return true;
  }
  // Everybody sees a message that is not for one alone; the answer is for who pressed.
  if (!body.response_url || body.container?.['is_ephemeral'] !== true) return false;
  await desk.calls.respond(body.response_url, { ...panel, replaceOriginal: true });
  return true;
}
