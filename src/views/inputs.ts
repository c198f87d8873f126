import type {
  Checkboxes,
  InputBlock,
  ModalView,
  PlainTextInput,
  PlainTextOption,
  StaticSelect,
} from '@slack/types';
import type { Expect, MessageRef, UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { plainText } from './blocks.ts';
import { sayPlain } from './say.ts';

/**
 * Fields of forms. A field's block is called like the field of the command it fills, and its element
 * `value`, so that a form that is shown again keeps what was typed.
 */

/** Slack's limit for what can be typed into one field. */
const LONGEST_INPUT = 3000;

interface Field {
  name: string;
  label: string;
  optional?: boolean;
  hint?: string;
}

export function textField(
  field: Field,
  options: { max: number; initial?: string; multiline?: boolean; placeholder?: string },
): InputBlock {
  const { max, initial, multiline, placeholder } = options;
  const longest = Math.min(max, LONGEST_INPUT);
  const element: PlainTextInput = {
    type: 'plain_text_input',
    action_id: 'value',
    max_length: longest,
    ...(multiline ? { multiline: true } : {}),
    ...(initial ? { initial_value: initial.slice(0, longest) } : {}),
    ...(placeholder ? { placeholder: plainText(placeholder, 150) } : {}),
  };
  return input(field, element);
}

export function choiceField(field: Field, choices: PlainTextOption[], chosen?: string): InputBlock {
  const options = choices.slice(0, 100);
  const initial = options.find((each) => each.value === chosen);
  const element: StaticSelect = {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
  return input(field, element);
}

export function personField(field: Field, chosen?: UserId): InputBlock {
  return input(field, {
    type: 'users_select',
    action_id: 'value',
    ...(chosen ? { initial_user: chosen } : {}),
  });
}

/** One thing that is so or not; its choice is called `yes`. */
export function tickField(
  field: Field,
  { label, isTicked }: { label: string; isTicked: boolean },
): InputBlock {
  const yes = { text: plainText(label, 75), value: 'yes' };
  const element: Checkboxes = {
    type: 'checkboxes',
    action_id: 'value',
    options: [yes],
    ...(isTicked ? { initial_options: [yes] } : {}),
  };
  return input({ ...field, optional: true }, element);
}

/** `day`: YYYY-MM-DD. */
export function dayField(field: Field, day?: string): InputBlock {
  return input(field, {
    type: 'datepicker',
    action_id: 'value',
    ...(day ? { initial_date: day } : {}),
  });
}

export function input(field: Field, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plainText(field.label, 2000),
    element,
    ...(field.optional ? { optional: true } : {}),
    ...(field.hint ? { hint: plainText(field.hint, 2000) } : {}),
  };
}

/** A form. `metadata` comes back with it and is checked then like any input. */
export function form(
  policy: Policy,
  parts: {
    callback: string;
    title: string;
    submit: string;
    metadata: FormMetadata;
    blocks: ModalView['blocks'];
  },
): ModalView {
  return {
    type: 'modal',
    callback_id: parts.callback,
    title: plainText(parts.title, 24),
    submit: plainText(parts.submit, 24),
    close: plainText(sayPlain(policy, 'form.cancel'), 24),
    private_metadata: JSON.stringify(parts.metadata),
    blocks: parts.blocks,
  };
}

/** What a form carries unseen: which incident, what was shown, and its own key. */
export interface FormMetadata {
  incident?: number;
  role?: string;
  expect?: Expect;
  /** Who was shown to hold each role, in a form where the role is chosen. */
  holders?: Record<string, UserId[]>;
  /** A declare form's key: sending it twice gives one incident. */
  key?: string;
  origin?: MessageRef;
  /** What stood in the inputs of the policy's fields, in short, by key. */
  shown?: Record<string, string>;
  /** Keys of the gates that were shown to be closed; sending it goes past them. */
  gates?: string[];
  /** What else it is about: the key, path or id that its form expects. */
  arg?: string;
}

/** Slack keeps 3000 characters of metadata; JSON may double a text. */
export function shortened(origin: MessageRef): MessageRef {
  const room = 2000;
  let text = origin.text;
  while (JSON.stringify(text).length > room) text = text.slice(0, Math.floor(text.length * 0.8));
  return { ...origin, text };
}
