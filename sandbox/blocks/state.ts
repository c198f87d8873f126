import type { InputValue } from '../protocol.ts';
import { optionsOf } from './composition.ts';
import { isObject, type Json } from './shape.ts';
import { elementsOf, everyBlock } from './whole.ts';

/** What stands in the inputs: block id → action id → the element's state as Slack reports it. */
export type StateValues = Record<string, Record<string, ElementState>>;
export type ElementState = Record<string, unknown>;

/** What an element cannot know by itself. */
export interface StateContext {
  /** The conversation in which the flow began, for `default_to_current_conversation`. */
  conversation?: string | undefined;
  /** A file as `file_input` reports it, by its id. */
  file?: (id: string) => Json | undefined;
  /** An option that an external select was offered, by its value. */
  option?: (value: string) => Json | undefined;
}

interface Kind {
  /** The key that holds the value in state and payload. */
  key: string;
  /** The key of the element that holds what stands there at first. */
  initial?: string;
  holds: 'words' | 'number' | 'id' | 'ids' | 'option' | 'options' | 'rich_text' | 'files';
}

/** How each element that keeps a state reports it. */
const kinds: Readonly<Record<string, Kind>> = {
  plain_text_input: { key: 'value', initial: 'initial_value', holds: 'words' },
  email_text_input: { key: 'value', initial: 'initial_value', holds: 'words' },
  url_text_input: { key: 'value', initial: 'initial_value', holds: 'words' },
  number_input: { key: 'value', initial: 'initial_value', holds: 'words' },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value', holds: 'rich_text' },
  file_input: { key: 'files', holds: 'files' },
  static_select: { key: 'selected_option', initial: 'initial_option', holds: 'option' },
  external_select: { key: 'selected_option', initial: 'initial_option', holds: 'option' },
  radio_buttons: { key: 'selected_option', initial: 'initial_option', holds: 'option' },
  checkboxes: { key: 'selected_options', initial: 'initial_options', holds: 'options' },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', holds: 'options' },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', holds: 'options' },
  users_select: { key: 'selected_user', initial: 'initial_user', holds: 'id' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel', holds: 'id' },
  conversations_select: {
    key: 'selected_conversation',
    initial: 'initial_conversation',
    holds: 'id',
  },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', holds: 'ids' },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', holds: 'ids' },
  multi_conversations_select: {
    key: 'selected_conversations',
    initial: 'initial_conversations',
    holds: 'ids',
  },
  datepicker: { key: 'selected_date', initial: 'initial_date', holds: 'words' },
  timepicker: { key: 'selected_time', initial: 'initial_time', holds: 'words' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time', holds: 'number' },
};

/**
 * The complete `state.values` of a view or message: every input block, and every element with a
 * state in actions blocks and beside sections. What was not `entered` has its initial value;
 * what is empty is null, or an empty list. The blocks must already have their ids.
 */
export function stateValues(
  blocks: unknown,
  entered: Readonly<Record<string, Readonly<Record<string, Json>>>> = {},
  context: StateContext = {},
): StateValues {
  const values: StateValues = {};
  for (const { value: block, at } of everyBlock(blocks, '')) {
    const blockId = block['block_id'];
    if (typeof blockId !== 'string') continue;
    for (const { value: element } of elementsOf(block, at)) {
      const actionId = element['action_id'];
      const initial = initialState(element, context);
      if (typeof actionId !== 'string' || initial === undefined) continue;
      const state = entered[blockId]?.[actionId] ?? initial;
      values[blockId] = { ...values[blockId], [actionId]: { ...state } };
    }
  }
  return values;
}

/** The state of an element nobody has touched; undefined when its type keeps none. */
export function initialState(element: Json, context: StateContext = {}): ElementState | undefined {
  const kind = kindOf(element);
  if (kind === undefined) return undefined;
  const first = kind.initial === undefined ? undefined : element[kind.initial];
  const current = element['default_to_current_conversation'] === true && context.conversation;
  if (first === undefined && current) {
    return shaped(element, kind, kind.holds === 'ids' ? [current] : current);
  }
  return shaped(element, kind, first ?? emptyOf(kind));
}

/**
 * The state of an element after somebody put `input` in it; undefined when its type keeps none.
 * Options are named by their values. Throws `no_such_option` or `no_such_file` with the value
 * when there is nothing of that name to choose.
 */
export function enteredState(
  element: Json,
  input: InputValue | undefined,
  context: StateContext = {},
): ElementState | undefined {
  const kind = kindOf(element);
  if (kind === undefined) return undefined;
  return shaped(element, kind, enteredValue(element, kind, input ?? null, context));
}

function kindOf(element: Json): Kind | undefined {
  const type = element['type'];
  return typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}

function emptyOf(kind: Kind): null | [] {
  return kind.holds === 'ids' || kind.holds === 'options' || kind.holds === 'files' ? [] : null;
}

function shaped(element: Json, kind: Kind, value: unknown): ElementState {
  const state: ElementState = { type: element['type'], [kind.key]: value };
  if (element['type'] === 'timepicker' && typeof element['timezone'] === 'string') {
    state['timezone'] = element['timezone'];
  }
  return state;
}

function enteredValue(
  element: Json,
  kind: Kind,
  input: InputValue,
  context: StateContext,
): unknown {
  if (input === null || input === '') return emptyOf(kind);
  switch (kind.holds) {
    case 'words':
      return String(input);
    case 'number':
      return Number(input);
    case 'id':
      return String(input);
    case 'ids':
      return Array.isArray(input) ? [...input] : [String(input)];
    case 'option':
      return chosen(element, input, context);
    case 'options':
      return (Array.isArray(input) ? input : [input]).map((one) => chosen(element, one, context));
    case 'rich_text':
      return isObject(input) ? input : wrapped(String(input));
    case 'files':
      return (Array.isArray(input) ? input : [String(input)]).map((id) => fileOf(id, context));
  }
}

/** The option of this value, as the element offers it: its text, its value, its description. */
export function chosen(element: Json, input: InputValue, context: StateContext = {}): Json {
  if (isObject(input)) return input;
  const value = String(input);
  const offered = optionsOf(element).find((option) => option['value'] === value);
  const option = offered ?? context.option?.(value);
  if (option === undefined) throw new Error(`no_such_option: ${value}`);
  return option;
}

function fileOf(id: string, context: StateContext): Json {
  const file = context.file?.(id);
  if (file === undefined) throw new Error(`no_such_file: ${id}`);
  return file;
}

function wrapped(words: string): Json {
  const text = { type: 'text', text: words };
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [text] }] };
}
