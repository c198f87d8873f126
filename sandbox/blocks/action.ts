import type { InputValue } from '../protocol.ts';
import type { Json } from './shape.ts';
import { isObject } from './shape.ts';
import { chosen, enteredState, type StateContext } from './state.ts';

/** What was done to which element. */
export interface ActionDone {
  /** The block, with its id. */
  block: Json;
  /** The element inside it, with its id. */
  element: Json;
  /** See `InputValue`; for feedback buttons `positive` or `negative`; for a button nothing. */
  input?: InputValue | undefined;
  /** Seconds with six decimals, as Slack's `action_ts`. */
  ts: string;
}

/** Keys of an element that come back in the payload when the element has them. */
const echoed: Readonly<Record<string, readonly string[]>> = {
  button: ['text', 'value', 'url', 'style', 'confirm'],
  workflow_button: ['text', 'workflow', 'style', 'confirm'],
  icon_button: ['text', 'icon', 'value', 'confirm'],
  overflow: ['confirm'],
  static_select: ['initial_option', 'placeholder', 'confirm'],
  external_select: ['initial_option', 'placeholder', 'min_query_length', 'confirm'],
  users_select: ['initial_user', 'placeholder', 'confirm'],
  channels_select: ['initial_channel', 'placeholder', 'confirm'],
  conversations_select: ['initial_conversation', 'placeholder', 'confirm'],
  multi_static_select: ['initial_options', 'placeholder', 'confirm'],
  multi_external_select: ['initial_options', 'placeholder', 'min_query_length', 'confirm'],
  multi_users_select: ['initial_users', 'placeholder', 'confirm'],
  multi_channels_select: ['initial_channels', 'placeholder', 'confirm'],
  multi_conversations_select: ['initial_conversations', 'placeholder', 'confirm'],
  checkboxes: ['initial_options', 'confirm'],
  radio_buttons: ['initial_option', 'confirm'],
  datepicker: ['initial_date', 'placeholder', 'confirm'],
  timepicker: ['initial_time', 'placeholder', 'confirm'],
  datetimepicker: ['initial_date_time', 'confirm'],
};

/**
 * The entry of `actions` in a block_actions payload. Throws `no_such_option` when the input
 * names nothing that the element offers.
 */
export function actionPayload(done: ActionDone, context: StateContext = {}): Json {
  const { block, element, input, ts } = done;
  const type = String(element['type']);
  const kept = Object.fromEntries(
    (echoed[type] ?? [])
      .filter((key) => element[key] !== undefined)
      .map((key) => [key, element[key]]),
  );
  return {
    type,
    action_id: element['action_id'],
    block_id: block['block_id'],
    ...reported(element, input, context),
    ...kept,
    action_ts: ts,
  };
}

function reported(element: Json, input: InputValue | undefined, context: StateContext): Json {
  switch (element['type']) {
    case 'overflow':
      return { selected_option: chosen(element, input ?? '', context) };
    case 'feedback_buttons': {
      const side = element[input === 'negative' ? 'negative_button' : 'positive_button'];
      return isObject(side) ? { text: side['text'], value: side['value'] } : {};
    }
    default: {
      const { type: _, ...state } = enteredState(element, input, context) ?? {};
      return state;
    }
  }
}
