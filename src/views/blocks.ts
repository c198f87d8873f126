import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import type { ActionWord, ButtonValue } from './action-words.ts';
import type { Message } from './context.ts';
import { cut, join, Mrkdwn, plain } from './mrkdwn.ts';

/** Block Kit in the few shapes we use, each cut to Slack's limit for it. */

/** Slack's limits, in characters and elements. */
const most = {
  section: 3000,
  header: 150,
  contextText: 1900,
  button: 75,
  buttonValue: 2000,
  option: 75,
  fallback: 3900,
  blocks: 50,
  actions: 25,
  placeholder: 150,
  options: 100,
} as const;

/** `verbatim`: Slack must not make mentions and links out of what people typed. */
export function mrkdwn(text: Mrkdwn): MrkdwnElement {
  return { type: 'mrkdwn', text: text.text, verbatim: true };
}

export function plainText(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: plain(text, max), emoji: true };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, most.header) };
}

/** `whole` says where all of it can be read, should it be cut. */
export function section(
  text: Mrkdwn,
  options: { accessory?: Button | StaticSelect; whole?: Mrkdwn; id?: string } = {},
): SectionBlock {
  const { accessory, whole, id } = options;
  return {
    type: 'section',
    text: mrkdwn(cut(text, most.section, whole)),
    ...(accessory ? { accessory } : {}),
    ...(id ? { block_id: id } : {}),
  };
}

export function context(...texts: Mrkdwn[]): ContextBlock {
  const elements = texts.slice(0, 10).map((text) => mrkdwn(cut(text, most.contextText)));
  return { type: 'context', elements };
}

/** A row of buttons; null when there is none, because Slack refuses an empty row. */
export function actions(elements: Button[]): ActionsBlock | null {
  if (elements.length === 0) return null;
  return { type: 'actions', elements: elements.slice(0, most.actions) };
}

export interface ButtonOptions {
  /** Tells apart several buttons of one word in a row: `take_role:commander`. */
  suffix?: string;
  style?: 'primary' | 'danger';
  /** What a screen reader says, where the label leans on what stands beside it. */
  aloud?: string;
}

export function button(
  word: ActionWord,
  label: string,
  value: ButtonValue,
  options: ButtonOptions = {},
): Button {
  return {
    type: 'button',
    action_id: options.suffix ? `${word}:${options.suffix}` : word,
    text: plainText(label, most.button),
    value: carried(value),
    ...(options.style ? { style: options.style } : {}),
    ...(options.aloud ? { accessibility_label: plain(options.aloud, most.button) } : {}),
  };
}

/** What was typed is left out where Slack would not take it: half a JSON says nothing. */
function carried(value: ButtonValue): string {
  const json = JSON.stringify(value);
  if (json.length <= most.buttonValue) return json;
  const { typed: _typed, ...rest } = value;
  return JSON.stringify(rest);
}

/** A list to choose one thing from at once. Each option's value says what a button's would. */
export function chooser(
  word: ActionWord,
  placeholder: string,
  options: PlainTextOption[],
): StaticSelect {
  return {
    type: 'static_select',
    action_id: word,
    placeholder: plainText(placeholder, most.placeholder),
    options: options.slice(0, most.options),
  };
}

export function option(label: string, value: string, description?: string): PlainTextOption {
  return {
    text: plainText(label, most.option),
    value,
    ...(description ? { description: plainText(description, most.option) } : {}),
  };
}

/** A message of these blocks; rows that are null are left out. */
export function message(text: Mrkdwn, blocks: (KnownBlock | null)[]): Message {
  return {
    text: cut(text, most.fallback).text,
    blocks: blocks.filter((block) => block !== null).slice(0, most.blocks),
  };
}

/** Several messages as one, below one another; what is too much for Slack is left out from the end. */
export function together(messages: readonly Message[]): Message {
  const [only, ...others] = messages;
  if (only && others.length === 0) return only;
  const text = join(messages.map((each) => new Mrkdwn(each.text)));
  return message(
    text,
    messages.flatMap((each) => each.blocks),
  );
}

/** A message that says one thing, with a row of buttons if there are any. `whole` as for a section. */
export function shortMessage(text: Mrkdwn, buttons: Button[] = [], whole?: Mrkdwn): Message {
  return message(text, [section(text, whole ? { whole } : {}), actions(buttons)]);
}

/** Lines as sections, as few as they fit in; a line too long for one is cut. */
export function lines(texts: readonly Mrkdwn[], whole?: Mrkdwn): SectionBlock[] {
  const blocks: SectionBlock[] = [];
  let page: Mrkdwn[] = [];
  let length = 0;
  for (const each of texts) {
    const line = cut(each, most.section, whole);
    if (page.length > 0 && length + line.text.length + 1 > most.section) {
      blocks.push(section(join(page)));
      page = [];
      length = 0;
    }
    page.push(line);
    length += line.text.length + 1;
  }
  if (page.length > 0) blocks.push(section(join(page)));
  return blocks;
}
