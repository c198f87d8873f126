import limits from '../data/limits.json' with { type: 'json' };
import { broken, type Fault, repeated, step } from './fault.ts';
import { codePoints, isObject, type Json, objectsIn } from './shape.ts';
import type { Surface } from './surfaces.ts';

/** A block with its place, children of containers included. */
export interface Placed {
  value: Json;
  at: string;
}

/** All blocks of a payload in reading order, with those inside containers and carousels. */
export function everyBlock(blocks: unknown, at: string): Placed[] {
  return objectsIn(blocks).flatMap(({ value, index }) => {
    const place = step(at, index);
    const inner = [
      ...everyBlock(value['child_blocks'], step(place, 'child_blocks')),
      ...(value['type'] === 'carousel'
        ? everyBlock(value['elements'], step(place, 'elements'))
        : []),
    ];
    return [{ value, at: place }, ...inner];
  });
}

/** The elements of one block that carry an `action_id`, with their places. */
export function elementsOf(block: Json, at: string): Placed[] {
  const lists = block['type'] === 'card' ? ['actions'] : ['elements'];
  const listed = block['type'] === 'rich_text' || block['type'] === 'carousel' ? [] : lists;
  const single = ['accessory', 'element'];
  return [
    ...listed.flatMap((key) =>
      objectsIn(block[key]).map(({ value, index }) => ({ value, at: `${at}/${key}/${index}` })),
    ),
    ...single.flatMap((key) => {
      const value = block[key];
      return isObject(value) ? [{ value, at: step(at, key) }] : [];
    }),
  ];
}

/** What no block can tell alone: ids that stand twice, budgets shared by the whole payload. */
export function wholeFaults(blocks: unknown, surface: Surface, at: string): Fault[] {
  const placed = everyBlock(blocks, at);
  return [
    ...repeatedBlockIds(placed),
    ...placed.flatMap((one) => repeatedActionIds(one)),
    ...(surface === 'message' ? tooManyTables(placed) : []),
    ...(surface === 'message' ? tooMuchMarkdown(placed) : []),
    ...focusTwice(placed),
    ...(surface === 'modal' ? [] : responseUrlOutsideModal(placed)),
  ];
}

function repeatedBlockIds(placed: readonly Placed[]): Fault[] {
  const seen = new Set<string>();
  return placed.flatMap(({ value, at }): Fault[] => {
    const id = value['block_id'];
    if (typeof id !== 'string') return [];
    if (seen.has(id)) return [repeated(step(at, 'block_id'), 'block_id', id)];
    seen.add(id);
    return [];
  });
}

function repeatedActionIds(block: Placed): Fault[] {
  const seen = new Set<string>();
  return elementsOf(block.value, block.at).flatMap(({ value, at }): Fault[] => {
    const id = value['action_id'];
    if (typeof id !== 'string') return [];
    if (seen.has(id)) return [repeated(step(at, 'action_id'), 'action_id', id)];
    seen.add(id);
    return [];
  });
}

function tooManyTables(placed: readonly Placed[]): Fault[] {
  const tables = placed.filter(({ value }) =>
    ['table', 'data_table'].includes(String(value['type'])),
  );
  const most = limits.message.tables.max_items;
  return tables.slice(most).map(({ at }) =>
    broken(at, 'only_one_table_allowed', {
      type: 'max_items',
      expected: most,
      got: tables.length,
    }),
  );
}

function tooMuchMarkdown(placed: readonly Placed[]): Fault[] {
  const most = limits.message.markdown.max_length;
  let sum = 0;
  for (const { value, at } of placed) {
    const words = value['text'];
    if (value['type'] !== 'markdown' || typeof words !== 'string') continue;
    const length = codePoints(words);
    sum += length;
    // A single block that is too long has its own fault already.
    if (sum > most && length <= most) {
      const message = `all markdown blocks together must be less than ${most + 1} characters`;
      return [broken(step(at, 'text'), message, { type: 'max_length', expected: most, got: sum })];
    }
  }
  return [];
}

function focusTwice(placed: readonly Placed[]): Fault[] {
  const focused = placed
    .flatMap(({ value, at }) => elementsOf(value, at))
    .filter(({ value }) => value['focus_on_load'] === true);
  const message = 'only one element may have focus_on_load';
  const constraint = { type: 'max_items' as const, expected: 1, got: focused.length };
  return focused.slice(1).map(({ at }) => broken(step(at, 'focus_on_load'), message, constraint));
}

/** A menu can ask for a response_url only inside an input block of a modal. */
function responseUrlOutsideModal(placed: readonly Placed[]): Fault[] {
  return placed
    .flatMap(({ value, at }) => elementsOf(value, at))
    .filter(({ value }) => value['response_url_enabled'] === true)
    .map(({ at }) => {
      const place = step(at, 'response_url_enabled');
      const message = 'response_url_enabled works only in modals';
      return broken(place, message, { type: 'surface', expected: 'modal' });
    });
}
