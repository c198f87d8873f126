import type { Confirm, PlainTextOption, RichTextBlock, RichTextElement } from '@slack/types';

/** What the examples of elements and blocks are built of, every optional key set. */

export const confirm = {
  title: { type: 'plain_text', text: 'Close it?' },
  text: { type: 'mrkdwn', text: 'The room stays *open* for reading.', verbatim: false },
  confirm: { type: 'plain_text', text: 'Close', emoji: true },
  deny: { type: 'plain_text', text: 'Not yet' },
  style: 'danger',
} satisfies Confirm;

export const options = [
  {
    text: { type: 'plain_text', text: 'SEV1' },
    value: 'sev1',
    description: { type: 'plain_text', text: 'Customers cannot work' },
  },
  { text: { type: 'plain_text', text: 'SEV2' }, value: 'sev2' },
] satisfies [PlainTextOption, PlainTextOption];

export const groups = [{ label: { type: 'plain_text' as const, text: 'Known' }, options }];
export const placeholder = { type: 'plain_text' as const, text: 'Choose' };
export const dispatch = {
  dispatch_action_config: {
    trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] as (
      | 'on_enter_pressed'
      | 'on_character_entered'
    )[],
  },
};
export const filter = {
  include: ['public', 'private', 'im', 'mpim'] as ('public' | 'private' | 'im' | 'mpim')[],
  exclude_external_shared_channels: true,
  exclude_bot_users: true,
};

export const style = { bold: true, italic: true, strike: true, code: true, underline: true };

export const richTextPieces = {
  text: { type: 'text', text: 'cache', style },
  link: { type: 'link', url: 'https://example.com', text: 'runbook', unsafe: false, style },
  broadcast: { type: 'broadcast', range: 'here' },
  channel: { type: 'channel', channel_id: 'C1' },
  color: { type: 'color', value: '#C0FFEE' },
  date: {
    type: 'date',
    timestamp: 1_700_000_000,
    format: '{time}',
    url: 'https://example.com',
    fallback: 'now',
  },
  emoji: { type: 'emoji', name: 'wave', unicode: '1f44b', url: 'https://example.com/wave.png' },
  team: { type: 'team', team_id: 'T1' },
  user: { type: 'user', user_id: 'U1' },
  usergroup: { type: 'usergroup', usergroup_id: 'S1' },
} satisfies { [Type in RichTextElement['type']]: Extract<RichTextElement, { type: Type }> };

export const richText = {
  type: 'rich_text',
  block_id: 'rich',
  elements: [
    { type: 'rich_text_section', elements: Object.values(richTextPieces) },
    {
      type: 'rich_text_list',
      style: 'ordered',
      indent: 1,
      border: 1,
      elements: [{ type: 'rich_text_section', elements: [richTextPieces.text] }],
    },
    { type: 'rich_text_quote', border: 0, elements: [richTextPieces.user] },
    {
      type: 'rich_text_preformatted',
      border: 0,
      elements: [richTextPieces.text, richTextPieces.link],
    },
  ],
} satisfies RichTextBlock;

export const plainRich = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'done' }] }],
} satisfies RichTextBlock;
