import type { KnownBlock, View } from '@slack/types';
import { elements } from './example-elements.ts';
import { plainRich, richText, richTextPieces } from './example-parts.ts';

/** One full example of every block and view in Slack's types: every optional key is set. */

const picture = {
  type: 'image' as const,
  image_url: 'https://example.com/map.png',
  alt_text: 'Map of the outage',
};
const { text, link } = richTextPieces;

export const blocks = {
  section: {
    type: 'section',
    block_id: 'section',
    text: { type: 'mrkdwn', text: '*API is down*', verbatim: true },
    fields: [{ type: 'plain_text', text: 'SEV1', emoji: false }],
    accessory: { type: 'image', slack_file: { id: 'F1' }, alt_text: 'Graph' },
    expand: true,
  },
  header: { type: 'header', block_id: 'header', text: { type: 'plain_text', text: 'Incident 7' } },
  divider: { type: 'divider', block_id: 'divider' },
  image: { ...picture, block_id: 'image', title: { type: 'plain_text', text: 'Map' } },
  context: {
    type: 'context',
    block_id: 'context',
    elements: [
      picture,
      { type: 'mrkdwn', text: 'by <@U1>' },
      { type: 'plain_text', text: 'a minute ago' },
    ],
  },
  actions: {
    type: 'actions',
    block_id: 'actions',
    elements: [elements.button, elements.overflow, elements.static_select],
  },
  input: {
    type: 'input',
    block_id: 'input',
    label: { type: 'plain_text', text: 'Title' },
    hint: { type: 'plain_text', text: 'In a few words' },
    optional: true,
    dispatch_action: true,
    element: elements.plain_text_input,
  },
  rich_text: richText,
  file: { type: 'file', block_id: 'file', source: 'remote', external_id: 'report-7' },
  video: {
    type: 'video',
    block_id: 'video',
    video_url: 'https://example.com/embed',
    thumbnail_url: 'https://example.com/thumb.png',
    alt_text: 'The dashboard during the outage',
    title: { type: 'plain_text', text: 'Dashboard' },
    title_url: 'https://example.com/watch',
    author_name: 'Ann',
    provider_name: 'Example',
    provider_icon_url: 'https://example.com/icon.png',
    description: { type: 'plain_text', text: 'Two minutes' },
  },
  markdown: { type: 'markdown', block_id: 'markdown', text: '**What happened**' },
  alert: {
    type: 'alert',
    block_id: 'alert',
    text: { type: 'mrkdwn', text: 'Someone else declared this' },
    level: 'warning',
  },
  card: {
    type: 'card',
    block_id: 'card',
    hero_image: picture,
    icon: picture,
    title: { type: 'mrkdwn', text: 'API is down' },
    subtitle: { type: 'mrkdwn', text: 'SEV1' },
    body: { type: 'mrkdwn', text: 'Nobody commands yet' },
    actions: [elements.button],
  },
  carousel: {
    type: 'carousel',
    block_id: 'carousel',
    elements: [{ type: 'card', title: { type: 'mrkdwn', text: 'API is down' } }],
  },
  container: {
    type: 'container',
    block_id: 'container',
    title: { type: 'plain_text', text: 'Timeline' },
    rich_text_title: plainRich,
    subtitle: { type: 'mrkdwn', text: '12 entries' },
    icon: picture,
    width: 'wide',
    is_collapsible: true,
    default_collapsed: true,
    has_header_divider: false,
    child_blocks: [
      { type: 'divider' },
      { type: 'section', text: { type: 'plain_text', text: '12:01 declared' } },
      { type: 'table', rows: [[{ type: 'raw_text', text: 'role' }]] },
    ],
  },
  context_actions: {
    type: 'context_actions',
    block_id: 'context_actions',
    elements: [elements.feedback_buttons, elements.icon_button],
  },
  table: {
    type: 'table',
    block_id: 'table',
    rows: [
      [
        { type: 'raw_text', text: 'minutes' },
        { type: 'raw_number', value: 31, text: '31' },
        plainRich,
      ],
    ],
    column_settings: [{ align: 'right', is_wrapped: true }, {}],
  },
  data_table: {
    type: 'data_table',
    block_id: 'data_table',
    caption: 'Action items',
    page_size: 10,
    row_header_column_index: 0,
    rows: [
      [
        { type: 'raw_text', text: 'what' },
        { type: 'raw_text', text: 'days' },
      ],
      [plainRich, { type: 'raw_number', value: 3, text: '3' }],
    ],
  },
  plan: {
    type: 'plan',
    block_id: 'plan',
    title: 'Checklist',
    tasks: [{ type: 'task_card', task_id: 'a', title: 'Call the bank', status: 'pending' }],
  },
  task_card: {
    type: 'task_card',
    block_id: 'task',
    task_id: 'b',
    title: 'Restore',
    details: plainRich,
    output: {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [text, link] }],
    },
    sources: [{ type: 'url', url: 'https://example.com/runbook', text: 'Runbook' }],
    status: 'in_progress',
  },
} satisfies { [Type in KnownBlock['type']]: Extract<KnownBlock, { type: Type }> };

export const chart = {
  type: 'data_visualization',
  block_id: 'chart',
  title: 'Incidents',
  chart: {
    type: 'bar',
    series: [{ name: 'sev1', data: [{ label: 'Mon', value: 2 }] }],
    axis_config: { categories: ['Mon'], x_label: 'day', y_label: 'count' },
  },
};

export const modal = {
  type: 'modal',
  title: { type: 'plain_text', text: 'Declare' },
  submit: { type: 'plain_text', text: 'Declare' },
  close: { type: 'plain_text', text: 'Cancel' },
  private_metadata: '{}',
  callback_id: 'declare',
  external_id: 'declare-1',
  clear_on_close: true,
  notify_on_close: true,
  blocks: [blocks.input, blocks.alert],
} satisfies View;

export const home = {
  type: 'home',
  private_metadata: '{}',
  callback_id: 'home',
  external_id: 'home-1',
  blocks: [blocks.header, blocks.card],
} satisfies View;
