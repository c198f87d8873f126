import type { BlockAction, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { InputBlock, ModalView } from '@slack/types';
import { onAction } from '../../src/slack/actions.ts';
import { onCommand } from '../../src/slack/commands.ts';
import { onEvent } from '../../src/slack/events.ts';
import type { Desk } from '../../src/slack/gesture.ts';
import { onSubmit } from '../../src/slack/modals.ts';
import { onShortcut } from '../../src/slack/shortcuts.ts';

/** Any text in any place where Muster takes one, straight to its listeners. */

export interface From {
  userId: string;
  channelId: string;
}

let asked = 0;
const fresh = () => {
  asked += 1;
  return `typed-${asked}`;
};

/** As Slack sends what somebody typed. */
export function asSlackSends(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function typeCommand(desk: Desk, { userId, channelId }: From, text: string) {
  return onCommand(desk, {
    command: '/incident',
    user_id: userId,
    team_id: 'T0LOCAL',
    channel_id: channelId,
    trigger_id: fresh(),
    response_url: 'https://hooks.slack.com/commands/1',
    text,
  } as SlashCommand);
}

/** Presses a button with this as its value, which comes back like any other input. */
export async function press(desk: Desk, { userId, channelId }: From, word: string, value: string) {
  const { reply } = await onAction(desk, {
    type: 'block_actions',
    user: { id: userId, team_id: 'T0LOCAL' },
    channel: { id: channelId },
    trigger_id: fresh(),
    response_url: 'https://hooks.slack.com/actions/1',
    actions: [{ type: 'button', action_id: word, block_id: 'b', value, action_ts: fresh() }],
  } as unknown as BlockAction);
  await reply();
}

/** Sends a form with the text in every field that is typed, and the first choice in all others. */
export function sendForm(desk: Desk, userId: string, view: ModalView, text: string) {
  const values = Object.fromEntries(
    inputsOf(view).map((block) => [block.block_id ?? '', { value: filled(block, text) }]),
  );
  return onSubmit(desk, {
    type: 'view_submission',
    user: { id: userId, team_id: 'T0LOCAL' },
    view: { ...view, id: fresh(), hash: fresh(), state: { values } },
  } as unknown as ViewSubmitAction);
}

/** A form that nobody opened, with a field for each thing that forms ask for in words. */
export function madeUp(name: string, metadata: object): ModalView {
  const fields =
    'text reason note message title summary item receipt evidence user_id parameter'.split(' ');
  return {
    type: 'modal',
    callback_id: name,
    title: { type: 'plain_text', text: 'Made up' },
    submit: { type: 'plain_text', text: 'Send' },
    private_metadata: JSON.stringify(metadata),
    blocks: fields.map((field) => ({
      type: 'input',
      block_id: field,
      label: { type: 'plain_text', text: field },
      element: { type: 'plain_text_input', action_id: 'value' },
    })),
  };
}

/** How many of a form's fields are typed. */
export function typedFields(view: ModalView): number {
  return inputsOf(view).filter(({ element }) => element.type === 'plain_text_input').length;
}

function inputsOf(view: ModalView): InputBlock[] {
  return view.blocks.filter((block) => block.type === 'input') as InputBlock[];
}

function filled({ element }: InputBlock, text: string): object {
  const { type } = element;
  const options = 'options' in element ? (element.options ?? []) : [];
  switch (type) {
    case 'plain_text_input':
      return { type, value: text.slice(0, element.max_length ?? 3000) };
    case 'users_select':
      return { type, selected_user: 'U0DBA' };
    case 'multi_users_select':
      return { type, selected_users: ['U0DBA'] };
    case 'datepicker':
      return { type, selected_date: '2026-11-20' };
    case 'datetimepicker':
      return { type, selected_date_time: Math.floor(Date.now() / 1000) - 3600 };
    case 'timepicker':
      return { type, selected_time: '10:00' };
    case 'checkboxes':
    case 'multi_static_select':
      return { type, selected_options: options.slice(0, 1) };
    case 'file_input':
      return { type, files: [{ id: 'F0TYPED', name: text, title: text, mimetype: text }] };
    default: {
      const chosen = 'initial_option' in element ? element.initial_option : undefined;
      return { type, selected_option: chosen ?? options[0] };
    }
  }
}

/** An event of this type with the text in every place where somebody's text stands. */
export function sayEvent(
  desk: Desk,
  name: string,
  { userId, channelId }: From,
  text: string,
): Promise<void> {
  const isOfMember = name === 'user_change' || name === 'team_join';
  const profile = { display_name: text, real_name: text, email: text, title: text };
  const message = { ts: '1700000000.000100', user: userId, text, edited: { user: userId } };
  const event = {
    type: name,
    user: isOfMember ? { id: 'U0NEWCOMER', name: text, real_name: text, profile } : userId,
    channel: name.endsWith('rename') ? { id: channelId, name: text } : channelId,
    subteam: { id: 'S0TYPED', name: text, handle: text, description: text },
    ts: `17${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}.000001`,
    tab: 'home',
    reaction: text,
    item: { type: 'message', channel: channelId, ts: '1700000000.000100' },
    text: name === 'app_mention' ? `<@${desk.bot.userId}> ${text}` : text,
    files: [{ id: 'F0TYPED', name: text, title: text, mimetype: 'text/plain', size: 3 }],
    ...(name === 'message' ? { channel_type: 'im', channel: 'D0TYPED' } : {}),
    ...(name === 'message' && text.length % 2 === 0
      ? { subtype: 'message_changed', channel: channelId, channel_type: 'channel', message }
      : {}),
  };
  return onEvent(desk, { type: 'event_callback', event_id: fresh(), event });
}

/** A shortcut used on a message that says this. */
export async function useShortcut(
  desk: Desk,
  name: string,
  { userId, channelId }: From,
  text: string,
): Promise<void> {
  const { reply } = await onShortcut(desk, {
    type: name === 'declare_incident' ? 'shortcut' : 'message_action',
    callback_id: name,
    user: { id: userId, team_id: 'T0LOCAL' },
    trigger_id: fresh(),
    response_url: 'https://hooks.slack.com/actions/1',
    channel: { id: channelId },
    message: { ts: '1700000000.000100', user: userId, text },
  } as never);
  await reply();
}
