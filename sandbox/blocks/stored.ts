import type { Names } from './names.ts';
import { isObject, type Json } from './shape.ts';
import { escapeText, storeText, type TextTreatment } from './text.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

type Mutable = Record<string, unknown>;

/** Elements that can be acted upon: those without an `action_id` of their own are given one. */
const withoutActionId = new Set(['image', 'plain_text', 'mrkdwn', 'url', 'rich_text']);

function shortId(random: () => number): string {
  let id = '';
  for (let left = 5; left > 0; left -= 1)
    id += letters[Math.floor(random() * letters.length)] ?? '';
  return id;
}

/**
 * A copy of the blocks in which every block has a `block_id` and every element that can be acted
 * upon an `action_id`: five random characters where the app gave none. `random` gives numbers
 * from 0 to below 1.
 */
export function giveBlockIds(blocks: unknown, random: () => number = Math.random): Mutable[] {
  if (!Array.isArray(blocks)) return [];
  const copy: unknown[] = structuredClone(blocks);
  return copy.filter(isObject).map((block) => withIds(block, random));
}

function withIds(block: Json, random: () => number): Mutable {
  const one: Mutable = { ...block };
  one['block_id'] ??= shortId(random);
  for (const key of ['child_blocks', ...(block['type'] === 'carousel' ? ['elements'] : [])]) {
    const inner = block[key];
    if (Array.isArray(inner)) one[key] = giveBlockIds(inner, random);
  }
  if (block['type'] === 'rich_text' || block['type'] === 'carousel') return one;
  const element = (held: unknown): unknown => {
    if (!isObject(held) || withoutActionId.has(String(held['type']))) return held;
    return { ...held, action_id: held['action_id'] ?? shortId(random) };
  };
  for (const key of ['elements', 'actions']) {
    const held = one[key];
    if (Array.isArray(held)) one[key] = held.map(element);
  }
  for (const key of ['accessory', 'element']) {
    if (one[key] !== undefined) one[key] = element(one[key]);
  }
  return one;
}

/**
 * Blocks as Slack returns them: with ids, text objects with their defaults (`emoji: true`,
 * `verbatim: false`), plain text escaped, mrkdwn treated like posted text.
 */
export function storeBlocks(
  blocks: unknown,
  options: { random?: () => number; names?: Names } = {},
): Mutable[] {
  const treatment: TextTreatment = options.names === undefined ? {} : { names: options.names };
  return giveBlockIds(blocks, options.random).map((block) => stored(block, treatment));
}

function stored(object: Json, treatment: TextTreatment): Mutable {
  const { type, text } = object;
  if (type === 'plain_text' && typeof text === 'string') {
    return { emoji: true, ...object, text: escapeText(text) };
  }
  if (type === 'mrkdwn' && typeof text === 'string') {
    const verbatim = object['verbatim'] === true;
    const kept = storeText(text, verbatim ? { ...treatment, parse: 'none' } : treatment);
    return { verbatim: false, ...object, text: kept };
  }
  // Rich text holds words as they are; there is nothing to escape in it.
  if (type === 'rich_text') return { ...object };
  return Object.fromEntries(
    Object.entries(object).map(([key, held]) => [key, storedValue(held, treatment)]),
  );
}

function storedValue(held: unknown, treatment: TextTreatment): unknown {
  if (Array.isArray(held)) return held.map((one: unknown) => storedValue(one, treatment));
  return isObject(held) ? stored(held, treatment) : held;
}
