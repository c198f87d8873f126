import { isObject } from './arguments.ts';
import type { Json } from './model.ts';

const letters = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What can be pressed, chosen from or typed into: these get an action id when they have none. */
export const interactiveTypes: ReadonlySet<string> = new Set([
  'button',
  'checkboxes',
  'datepicker',
  'datetimepicker',
  'timepicker',
  'email_text_input',
  'number_input',
  'url_text_input',
  'plain_text_input',
  'rich_text_input',
  'file_input',
  'overflow',
  'radio_buttons',
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
  'workflow_button',
  'feedback_buttons',
  'icon_button',
]);

/** A copy of the blocks in which each block has an id, and each element that can be used too. */
export function withIds(blocks: readonly Json[]): Json[] {
  return blocks.map((block) => {
    const copy = named(block) as Json;
    if (typeof copy['block_id'] !== 'string' || copy['block_id'] === '') copy['block_id'] = short();
    return copy;
  });
}

/** An element with the block in which it stands. */
export interface Found {
  element: Json;
  block_id: string;
  block: Json;
}

/** Every element with an action id, in reading order. */
export function elementsIn(blocks: readonly Json[]): Found[] {
  return blocks.flatMap((block) => within(block, block, String(block['block_id'] ?? '')));
}

/** The element with this action id, in the block with this id when one is named. */
export function findElement(
  blocks: readonly Json[],
  actionId: string,
  blockId?: string,
): Found | undefined {
  return elementsIn(blocks).find(
    (found) =>
      found.element['action_id'] === actionId &&
      (blockId === undefined || found.block_id === blockId),
  );
}

function within(value: unknown, block: Json, blockId: string): Found[] {
  if (Array.isArray(value)) return value.flatMap((each) => within(each, block, blockId));
  if (!isObject(value)) return [];
  const own = typeof value['block_id'] === 'string' ? value['block_id'] : blockId;
  const home = typeof value['block_id'] === 'string' ? value : block;
  if (typeof value['action_id'] === 'string' && interactiveTypes.has(String(value['type'])))
    return [{ element: value, block_id: own, block: home }];
  return Object.values(value).flatMap((each) => within(each, home, own));
}

function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, named(each)]));
  const usable = interactiveTypes.has(String(copy['type']));
  if (usable && (typeof copy['action_id'] !== 'string' || copy['action_id'] === ''))
    copy['action_id'] = short();
  return copy;
}

function short(): string {
  let id = '';
  for (let left = 5; left > 0; left -= 1)
    id += letters[Math.floor(Math.random() * letters.length)] ?? '0';
  return id;
}
