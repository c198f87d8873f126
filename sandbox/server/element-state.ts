import type { InputValue } from '../protocol.ts';
import { isObject } from './arguments.ts';
import { elementsIn } from './block-ids.ts';
import type { Json, ViewState } from './model.ts';

/** How each stateful element reports what stands in it, and where its first value is written. */
const keys: Record<string, { state: string; initial: string }> = {
  plain_text_input: { state: 'value', initial: 'initial_value' },
  email_text_input: { state: 'value', initial: 'initial_value' },
  url_text_input: { state: 'value', initial: 'initial_value' },
  number_input: { state: 'value', initial: 'initial_value' },
  rich_text_input: { state: 'rich_text_value', initial: 'initial_value' },
  datepicker: { state: 'selected_date', initial: 'initial_date' },
  timepicker: { state: 'selected_time', initial: 'initial_time' },
  datetimepicker: { state: 'selected_date_time', initial: 'initial_date_time' },
  radio_buttons: { state: 'selected_option', initial: 'initial_option' },
  checkboxes: { state: 'selected_options', initial: 'initial_options' },
  static_select: { state: 'selected_option', initial: 'initial_option' },
  external_select: { state: 'selected_option', initial: 'initial_option' },
  users_select: { state: 'selected_user', initial: 'initial_user' },
  conversations_select: { state: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { state: 'selected_channel', initial: 'initial_channel' },
  multi_static_select: { state: 'selected_options', initial: 'initial_options' },
  multi_external_select: { state: 'selected_options', initial: 'initial_options' },
  multi_users_select: { state: 'selected_users', initial: 'initial_users' },
  multi_conversations_select: {
    state: 'selected_conversations',
    initial: 'initial_conversations',
  },
  multi_channels_select: { state: 'selected_channels', initial: 'initial_channels' },
  file_input: { state: 'files', initial: 'initial_files' },
};

const listStates = new Set([
  'selected_options',
  'selected_users',
  'selected_conversations',
  'selected_channels',
  'files',
]);

/** True for elements whose value is part of `state.values` (not for buttons and overflow menus). */
export function isStateful(element: Json): boolean {
  return String(element['type']) in keys;
}

/** The state of an element nobody has touched: its initial value, or null (an empty list). */
export function initialState(element: Json, originChannel?: string): Json {
  const type = String(element['type']);
  const key = keys[type];
  if (key === undefined) return { type };
  let value = element[key.initial];
  if (value === undefined && element['default_to_current_conversation'] === true)
    value =
      type.startsWith('multi_') && originChannel !== undefined ? [originChannel] : originChannel;
  return stateOf(element, value ?? (listStates.has(key.state) ? [] : null));
}

/** The state of an element into which a person has put `value`. */
export function chosenState(element: Json, value: InputValue, loaded: readonly Json[] = []): Json {
  const key = keys[String(element['type'])];
  const offered = [...optionsOf(element), ...loaded];
  const option = (wanted: unknown): Json =>
    offered.find((each) => each['value'] === wanted) ?? {
      text: { type: 'plain_text', text: String(wanted), emoji: true },
      value: String(wanted),
    };
  switch (key?.state) {
    case 'selected_option':
      return stateOf(element, value === null ? null : option(value));
    case 'selected_options':
      return stateOf(element, Array.isArray(value) ? value.map(option) : []);
    case 'selected_date_time':
      return stateOf(element, value === null ? null : Number(value));
    case 'rich_text_value':
      return stateOf(element, typeof value === 'string' ? richText(value) : value);
    case 'files':
      return stateOf(element, Array.isArray(value) ? value.map((id) => ({ id })) : []);
    case 'value':
      return stateOf(element, value === null || value === '' ? null : String(value));
    default:
      return stateOf(element, value);
  }
}

/** What is chosen in a state, as plain data: null or an empty list when nothing is. */
export function valueIn(state: Json): unknown {
  const key = keys[String(state['type'])]?.state;
  return key === undefined ? null : (state[key] ?? null);
}

/** True when nothing stands in an element of this state. */
export function isEmpty(state: Json): boolean {
  const value = valueIn(state);
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/**
 * The state of everything in these blocks. What stood in an element with the same block id, action
 * id and type stays: that is what views.update keeps.
 */
export function stateFor(blocks: readonly Json[], kept: ViewState, origin?: string): ViewState {
  const values: ViewState = {};
  for (const { element, block_id } of elementsIn(blocks)) {
    if (!isStateful(element)) continue;
    const actionId = String(element['action_id']);
    const old = kept[block_id]?.[actionId];
    const block = values[block_id] ?? {};
    block[actionId] = old?.['type'] === element['type'] ? old : initialState(element, origin);
    values[block_id] = block;
  }
  return values;
}

/** All options that an element offers, groups flattened. */
export function optionsOf(element: Json): Json[] {
  const options = Array.isArray(element['options']) ? element['options'].filter(isObject) : [];
  const groups = Array.isArray(element['option_groups'])
    ? element['option_groups'].filter(isObject)
    : [];
  return [...options, ...groups.flatMap(optionsOf)];
}

function stateOf(element: Json, value: unknown): Json {
  const type = String(element['type']);
  const key = keys[type];
  if (key === undefined) return { type };
  const zone = type === 'timepicker' && element['timezone'] !== undefined;
  return {
    type,
    [key.state]: value,
    ...(zone ? { timezone: element['timezone'] } : {}),
  };
}

function richText(text: string): Json {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}
