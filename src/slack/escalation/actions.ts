import type { escalationActionWords } from '../../views/escalation/action-words.ts';
import { type ActionHandler, opens } from '../actions.ts';
import { carryOut, outcomeMessage, run } from '../carry-out.ts';

export const escalationActions: Record<(typeof escalationActionWords)[number], ActionHandler> = {
  escalate: opens('escalate'),
  stop_escalation: opens('stop_escalation'),
  page: opens('page'),
  acknowledge_page: answers('acknowledge_page'),
  cannot_come: answers('cannot_come'),
};

/** An answer to a page. What was sent to them directly says what they answered, from then on. */
function answers(type: 'acknowledge_page' | 'cannot_come'): ActionHandler {
  return async (pressed) => {
    const { userId: by, value, desk, gesture, channelId } = pressed;
    const command = { type, by, page: Number(value.arg) } as const;
    const found = await pressed.find();
    if ('answer' in found) return found.answer;
    if (!isPage(value.arg) || !channelId?.startsWith('D')) {
      return isPage(value.arg) ? carryOut(pressed, found.found, command) : null;
    }
    const outcome = await run(desk, found.found.incident, command, gesture);
    const said = await outcomeMessage(pressed, found.found, command, outcome);
    if (!outcome.ok || outcome.repeated) return said;
    // Delivery draws the message anew, with who came: of two who change it the last would be right.
    const isOver = outcome.decision.effects.some(
      (effect) => effect.type === 'page_over' && effect.page === command.page,
    );
    return isOver ? null : { ...said, answers: type };
  };
}

function isPage(arg: string | undefined): boolean {
  return /^\d{1,6}$/.test(arg ?? '');
}
