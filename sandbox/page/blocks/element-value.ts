import type { InputValue } from '../../protocol.ts';
import { isJson, type Json, jsonAt, listAt, textAt, textsAt } from '../json.ts';

/** One thing to choose. */
export interface Choice {
  value: string;
  label: string;
  description?: string;
  group?: string;
  /** Leads the label: a character or two. */
  mark?: string;
}

/** Keys under which an element's state, or its beginning, holds a value. */
const single = ['selected_option', 'initial_option'];
const several = ['selected_options', 'initial_options'];
const plain = [
  ...['value', 'initial_value', 'selected_user', 'initial_user', 'selected_channel'],
  ...['initial_channel', 'selected_conversation', 'initial_conversation', 'selected_date'],
  ...['initial_date', 'selected_time', 'initial_time', 'selected_date_time', 'initial_date_time'],
];
const ids = [
  ...['selected_users', 'initial_users', 'selected_channels', 'initial_channels'],
  ...['selected_conversations', 'initial_conversations'],
];

/**
 * What stands in an element: a text, a number or a list of values. `state` is what Slack reports;
 * without it the element's own beginning counts.
 */
export function currentValue(element: Json, state: Json | undefined): InputValue {
  const source = state ?? element;
  const from = (keys: readonly string[]): string | undefined =>
    keys.find((key) => source[key] !== undefined && source[key] !== null && key in source);
  const type = textAt(element, 'type');
  if (type === 'rich_text_input')
    return wordsIn(source[state ? 'rich_text_value' : 'initial_value']);
  if (type === 'file_input') return listAt(source, 'files').map((file) => textAt(file, 'id'));
  const many = from(several);
  if (many !== undefined) return listAt(source, many).map((option) => textAt(option, 'value'));
  const one = from(single);
  if (one !== undefined) return textAt(jsonAt(source, one), 'value');
  const listed = from(ids);
  if (listed !== undefined) return textsAt(source, listed);
  // A button's `value` is not something that stands in it.
  const key = type === 'checkboxes' || type.startsWith('multi_') ? undefined : from(plain);
  const value = key === undefined ? undefined : source[key];
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** The choices of a menu that carries its own options. */
export function choicesOf(element: Json): Choice[] {
  const groups = listAt(element, 'option_groups');
  if (groups.length > 0)
    return groups.flatMap((group) => {
      const label = textAt(jsonAt(group, 'label'), 'text');
      return listAt(group, 'options').map((option) => ({ ...choiceOf(option), group: label }));
    });
  return listAt(element, 'options').map(choiceOf);
}

/** An option object as a choice. */
export function choiceOf(option: Json): Choice {
  const description = textAt(jsonAt(option, 'description'), 'text');
  return {
    value: textAt(option, 'value'),
    label: textAt(jsonAt(option, 'text'), 'text'),
    ...(description === '' ? {} : { description }),
  };
}

/** The words of a rich_text block, for a box in which they can be edited as plain text. */
function wordsIn(block: unknown): string {
  if (!isJson(block)) return '';
  return listAt(block, 'elements')
    .map((section) =>
      listAt(section, 'elements')
        .map((each) => textAt(each, 'text') || textAt(each, 'url'))
        .join(''),
    )
    .join('\n');
}

/** Values of a list, or the single one. */
export function asList(value: InputValue): string[] {
  if (Array.isArray(value)) return value;
  return value === null || value === '' || typeof value === 'object' ? [] : [String(value)];
}
