import { offeredKinds } from '../../incident/action-items/kinds.ts';
import type { IncidentView } from '../../incident/places.ts';
import type { PersonCommand } from '../../incident/types.ts';
import { actionItemsMessage } from '../../views/action-items/list.ts';
import type { Message } from '../../views/context.ts';
import type { Preset } from '../../views/update-modal.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { onFound, onView } from '../on-found.ts';
import { fromSlack, withoutBecause } from '../typed.ts';
import { openFromLine } from './from-line.ts';
import { linkPolicyInForce } from './policy-in-force.ts';
import { takeActionItem, takeDue, takeOne } from './take-action-item.ts';
import { aboutNumber, takeOneElsewhere } from './take-number.ts';
import type { actionItemsAliases } from './words.ts';

export const actionItemsCommands: Record<keyof typeof actionItemsAliases, CommandHandler> = {
  action: actionCommand,
  actions: onView(async (_typed, view) => actionItemsMessage(view)),
};

/** `action Replace the pool @dita in 3 days`, `action 3 done`; alone, the form. */
async function actionCommand(typed: Typed): Promise<Message | null> {
  const { asked } = typed;
  if (typed.text === '') return openForm(typed, 'add_action_item', typed.find());
  const line = /^from (?:line )?#?(\d{1,6})$/i.exec(asked.text.trim())?.[1];
  if (line) return openFromLine(typed, typed.find(), Number(line));
  const one = takeOne(asked.text);
  if (one) return changeOne(typed, one);
  const elsewhere = asked.number === null ? takeOneElsewhere(asked.text) : null;
  if (elsewhere) return changeOne(aboutNumber(typed, elsewhere.number), elsewhere.one);
  const found = await typed.find();
  return 'answer' in found ? found.answer : addOne(typed, found.found);
}

async function addOne(typed: Typed, found: IncidentView): Promise<Message | null> {
  const { desk, userId: by, asked } = typed;
  const policy = await desk.ports.policyOf(found.incident);
  const kinds = offeredKinds(found.incident, policy);
  const taken = takeActionItem(asked.text, kinds, policy.action_items.priorities);
  const text = fromSlack(taken.text, desk.ports.nameOf).replace(/\s+/g, ' ');
  return carryOut(typed, found, { type: 'add_action_item', by, ...taken, text });
}

/** What is done about the one of that number; the form where something is missing. */
async function changeOne(
  typed: Typed,
  { id, what, rest, owner }: NonNullable<ReturnType<typeof takeOne>>,
): Promise<Message | null> {
  const { desk, userId: by } = typed;
  const finding = typed.find();
  const said = fromSlack(rest, desk.ports.nameOf);
  const reason = withoutBecause(said);
  const opens = (
    word: 'edit_action_item' | 'move_action_item' | 'drop_action_item' | 'link_action_item',
    preset: Preset = {},
  ) => openForm(typed, word, finding, { arg: String(id), ...preset });
  const does = (command: PersonCommand) => onFound(typed, command, finding);
  switch (what) {
    case 'done':
      return does({ type: 'finish_action_item', by, id });
    case 'reopen':
      return does({ type: 'reopen_action_item', by, id });
    case 'policy':
      return does({ type: 'edit_action_item', by, id, changesPolicy: true });
    case 'applied': {
      const found = await finding;
      return 'answer' in found ? found.answer : linkPolicyInForce(typed, found.found, id);
    }
    case 'edit':
      return opens('edit_action_item');
    case 'give':
      return owner ? does({ type: 'edit_action_item', by, id, owner }) : opens('edit_action_item');
    case 'link':
      return said
        ? does({ type: 'link_action_item', by, id, link: said })
        : opens('link_action_item');
    case 'drop':
      return reason
        ? does({ type: 'drop_action_item', by, id, reason })
        : opens('drop_action_item');
    case 'move': {
      const { due, rest: why } = takeDue(rest, 'first');
      const told = withoutBecause(fromSlack(why, desk.ports.nameOf));
      return due && told
        ? does({ type: 'move_action_item', by, id, due, reason: told })
        : opens('move_action_item', told ? { reason: told } : {});
    }
  }
}
