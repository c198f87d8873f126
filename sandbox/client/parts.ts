import { optionsOf } from '../blocks/composition.ts';
import type { Names } from '../blocks/names.ts';
import { elementsOf, everyBlock } from '../blocks/whole.ts';
import { isObject } from '../server/arguments.ts';
import type { Json } from '../server/model.ts';
import { holds, isCalled, type Like, wordsOf } from './words.ts';

/** An element that can be used, with the block around it. */
export interface Part {
  element: Json;
  block: Json;
  blockId: string;
  actionId: string;
  /** What stands on it or beside it: a button's text, an input's label, a section's text. */
  label: string;
}

/** Everything in these blocks that can be used, in reading order. */
export function partsOf(blocks: readonly Json[], names: Names): Part[] {
  return everyBlock(blocks, '').flatMap(({ value: block, at }) =>
    elementsOf(block, at)
      .filter(({ value }) => typeof value['action_id'] === 'string')
      .map(({ value: element }) => ({
        element,
        block,
        blockId: String(block['block_id']),
        actionId: String(element['action_id']),
        label: labelOf(block, element, names),
      })),
  );
}

/**
 * The part of that label (or action id, or block id), beside words like `near` when given. Of
 * several, the first in reading order: with exactly that label, else with other capitals, else the
 * one whose label begins so: `Take` finds *Take Incident commander*.
 */
export function findPart(
  parts: readonly Part[],
  like: Like,
  names: Names,
  near?: Like,
): Part | undefined {
  const beside = parts.filter(
    ({ block }) => near === undefined || holds(wordsOf(block, names), near),
  );
  const ways: ((part: Part) => boolean)[] = [
    ({ label, actionId, blockId }) =>
      isCalled(label, like) || actionId === like || blockId === like,
    ...(typeof like === 'string'
      ? [
          ({ label }: Part) => label.trim().toLowerCase() === like.toLowerCase(),
          ({ label }: Part) => label.trim().toLowerCase().startsWith(like.toLowerCase()),
        ]
      : []),
  ];
  for (const fits of ways) {
    const found = beside.find(fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value of the option that reads like this, or has this value. */
export function optionValue(element: Json, wanted: string): string | undefined {
  const options = optionsOf(element);
  const found =
    options.find((option) => option['value'] === wanted) ??
    options.find((option) => textIn(option['text']) === wanted) ??
    options.find((option) => textIn(option['text']).toLowerCase().includes(wanted.toLowerCase()));
  return found === undefined ? undefined : String(found['value']);
}

/** All that can be used, for an error. */
export function listed(parts: readonly Part[]): string {
  return parts.map((part) => `${String(part.element['type'])} "${part.label}"`).join(', ');
}

/** The text of a text object. */
export function textIn(text: unknown): string {
  return isObject(text) ? String(text['text'] ?? '') : '';
}

function labelOf(block: Json, element: Json, names: Names): string {
  const own = isObject(element['text']) ? element['text'] : undefined;
  const beside = block['label'] ?? element['placeholder'] ?? block['text'];
  return wordsOf({ text: own ?? beside }, names);
}
