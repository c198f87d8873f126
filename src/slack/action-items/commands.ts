import { offeredKinds } from '../../incident/action-items/items.ts';
import { actionItemsMessage } from '../../views/action-items/list.ts';
import type { Message } from '../../views/context.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { viewOf } from '../gesture.ts';
import { fromSlack } from '../typed.ts';
import { takeActionItem } from './take-action-item.ts';
import type { actionItemsAliases } from './words.ts';

export const actionItemsCommands: Record<keyof typeof actionItemsAliases, CommandHandler> = {
  action: actionCommand,
  actions: actionsCommand,
};

/** `action Replace the pool @dita in 3 days`; alone, the form. */
async function actionCommand(typed: Typed): Promise<Message | null> {
  const { desk, userId: by, asked } = typed;
  if (typed.text === '') return openForm(typed, 'add_action_item', typed.find());
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const { incident } = found.found;
  const policy = await desk.ports.policyOf(incident);
  const taken = takeActionItem(asked.text, offeredKinds(incident, policy));
  const text = fromSlack(taken.text, desk.ports.nameOf).replace(/\s+/g, ' ');
  return carryOut(typed, found.found, { type: 'add_action_item', by, ...taken, text });
}

async function actionsCommand(typed: Typed): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  return actionItemsMessage(await viewOf(typed.desk, found.found));
}
