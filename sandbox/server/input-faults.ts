import { everyBlock } from '../blocks/whole.ts';
import { isObject } from './arguments.ts';
import type { Json, View } from './model.ts';

const required = 'Please complete this required field.';

/**
 * What Slack itself holds against a filled form before the app sees it: required fields left
 * empty, lengths and numbers out of range, addresses that are none. By block id.
 */
export function inputFaults(view: View): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const { value: block } of everyBlock(view.blocks, '')) {
    const { element } = block;
    if (block['type'] !== 'input' || !isObject(element)) continue;
    const blockId = String(block['block_id']);
    const state = view.state[blockId]?.[String(element['action_id'])] ?? {};
    const fault = faultOf(element, standingIn(state), block['optional'] === true);
    if (fault !== undefined) faults[blockId] = fault;
  }
  return faults;
}

function faultOf(element: Json, value: unknown, optional: boolean): string | undefined {
  const empty = value === null || value === undefined || value === '';
  if (empty || (Array.isArray(value) && value.length === 0)) return optional ? undefined : required;
  if (typeof value !== 'string') return undefined;
  switch (element['type']) {
    case 'plain_text_input':
      return lengthFault(element, [...value].length);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
        ? undefined
        : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Please enter a valid URL.';
    case 'number_input':
      return numberFault(element, value);
    default:
      return undefined;
  }
}

function lengthFault(element: Json, length: number): string | undefined {
  const least = Number(element['min_length'] ?? 0);
  const most = Number(element['max_length'] ?? 3000);
  if (length < least) return `Please enter at least ${least} characters.`;
  if (length > most) return `Please enter at most ${most} characters.`;
  return undefined;
}

function numberFault(element: Json, value: string): string | undefined {
  const number = Number(value);
  const decimals = element['is_decimal_allowed'] === true;
  if (Number.isNaN(number) || (!decimals && !Number.isInteger(number)))
    return decimals ? 'Please enter a number.' : 'Please enter a whole number.';
  const least = Number(element['min_value'] ?? Number.NEGATIVE_INFINITY);
  const most = Number(element['max_value'] ?? Number.POSITIVE_INFINITY);
  if (number < least) return `Please enter at least ${least}.`;
  if (number > most) return `Please enter at most ${most}.`;
  return undefined;
}

function standingIn(state: Json): unknown {
  const key = Object.keys(state).find((name) => name !== 'type' && name !== 'timezone');
  return key === undefined ? undefined : state[key];
}
