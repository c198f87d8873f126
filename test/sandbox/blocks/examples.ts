import type {
  ActionsBlockElement,
  Confirm,
  ContextActionsBlockElement,
  InputBlockElement,
  KnownBlock,
  PlainTextOption,
  RichTextBlock,
  RichTextElement,
  SectionBlockAccessory,
  View,
} from '@slack/types';

/** One full example of everything in Slack's types: every optional key is set somewhere. */

const confirm = {
  title: { type: 'plain_text', text: 'Close it?' },
  text: { type: 'mrkdwn', text: 'The room stays *open* for reading.', verbatim: false },
  confirm: { type: 'plain_text', text: 'Close', emoji: true },
  deny: { type: 'plain_text', text: 'Not yet' },
  style: 'danger',
} satisfies Confirm;

const options = [
  {
    text: { type: 'plain_text', text: 'SEV1' },
    value: 'sev1',
    description: { type: 'plain_text', text: 'Customers cannot work' },
  },
  { text: { type: 'plain_text', text: 'SEV2' }, value: 'sev2' },
] satisfies [PlainTextOption, PlainTextOption];

const groups = [{ label: { type: 'plain_text' as const, text: 'Known' }, options }];
const placeholder = { type: 'plain_text' as const, text: 'Choose' };
const dispatch = {
  dispatch_action_config: {
    trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] as (
      | 'on_enter_pressed'
      | 'on_character_entered'
    )[],
  },
};
const filter = {
  include: ['public', 'private', 'im', 'mpim'] as ('public' | 'private' | 'im' | 'mpim')[],
  exclude_external_shared_channels: true,
  exclude_bot_users: true,
};

const style = { bold: true, italic: true, strike: true, code: true, underline: true };

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

const richText = {
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

const plainRich = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'done' }] }],
} satisfies RichTextBlock;

type Element =
  | ActionsBlockElement
  | InputBlockElement
  | ContextActionsBlockElement
  | Exclude<SectionBlockAccessory, { type: 'image' }>;

export const elements = {
  button: {
    type: 'button',
    action_id: 'take_role',
    text: { type: 'plain_text', text: 'Take', emoji: true },
    value: 'commander',
    url: 'https://example.com',
    style: 'primary',
    accessibility_label: 'Take the role of commander',
    confirm,
  },
  workflow_button: {
    type: 'workflow_button',
    action_id: 'run',
    text: { type: 'plain_text', text: 'Run' },
    workflow: {
      trigger: {
        url: 'https://slack.com/shortcuts/Ft1/abc',
        customizable_input_parameters: [{ name: 'who', value: 'U1' }],
      },
    },
    style: 'danger',
    accessibility_label: 'Run the workflow',
    confirm,
  },
  overflow: {
    type: 'overflow',
    action_id: 'more',
    options: [{ ...options[0], url: 'https://example.com' }, options[1]],
    confirm,
  },
  checkboxes: {
    type: 'checkboxes',
    action_id: 'checks',
    options: [{ text: { type: 'mrkdwn', text: '*Logs* kept' }, value: 'logs' }, options[1]],
    initial_options: [options[1]],
    focus_on_load: false,
    confirm,
  },
  radio_buttons: {
    type: 'radio_buttons',
    action_id: 'one',
    options,
    initial_option: options[0],
    focus_on_load: false,
    confirm,
  },
  datepicker: {
    type: 'datepicker',
    action_id: 'day',
    initial_date: '2028-02-29',
    placeholder,
    focus_on_load: false,
    confirm,
  },
  timepicker: {
    type: 'timepicker',
    action_id: 'time',
    initial_time: '23:59',
    timezone: 'Europe/Lisbon',
    placeholder,
    focus_on_load: false,
    confirm,
  },
  datetimepicker: {
    type: 'datetimepicker',
    action_id: 'instant',
    initial_date_time: 1_700_000_000,
    focus_on_load: false,
    confirm,
  },
  static_select: {
    type: 'static_select',
    action_id: 'severity',
    options,
    initial_option: options[0],
    placeholder,
    focus_on_load: true,
    confirm,
  },
  external_select: {
    type: 'external_select',
    action_id: 'service',
    initial_option: options[0],
    min_query_length: 0,
    placeholder,
    focus_on_load: false,
    confirm,
  },
  users_select: {
    type: 'users_select',
    action_id: 'person',
    initial_user: 'U1',
    placeholder,
    focus_on_load: false,
    confirm,
  },
  conversations_select: {
    type: 'conversations_select',
    action_id: 'place',
    initial_conversation: 'C1',
    default_to_current_conversation: true,
    filter,
    response_url_enabled: false,
    placeholder,
    focus_on_load: false,
    confirm,
  },
  channels_select: {
    type: 'channels_select',
    action_id: 'channel',
    initial_channel: 'C1',
    response_url_enabled: false,
    placeholder,
    focus_on_load: false,
    confirm,
  },
  multi_static_select: {
    type: 'multi_static_select',
    action_id: 'kinds',
    option_groups: groups,
    initial_options: [options[1]],
    max_selected_items: 2,
    placeholder,
    focus_on_load: false,
    confirm,
  },
  multi_external_select: {
    type: 'multi_external_select',
    action_id: 'services',
    initial_options: [options[1]],
    min_query_length: 2,
    max_selected_items: 1,
    placeholder,
    focus_on_load: false,
    confirm,
  },
  multi_users_select: {
    type: 'multi_users_select',
    action_id: 'people',
    initial_users: ['U1', 'U2'],
    max_selected_items: 2,
    placeholder,
    focus_on_load: false,
    confirm,
  },
  multi_conversations_select: {
    type: 'multi_conversations_select',
    action_id: 'places',
    initial_conversations: ['C1'],
    default_to_current_conversation: false,
    filter,
    max_selected_items: 3,
    placeholder,
    focus_on_load: false,
    confirm,
  },
  multi_channels_select: {
    type: 'multi_channels_select',
    action_id: 'channels',
    initial_channels: ['C1'],
    max_selected_items: 3,
    placeholder,
    focus_on_load: false,
    confirm,
  },
  plain_text_input: {
    type: 'plain_text_input',
    action_id: 'title',
    initial_value: 'API is down',
    multiline: true,
    min_length: 1,
    max_length: 200,
    placeholder,
    focus_on_load: false,
    ...dispatch,
  },
  email_text_input: {
    type: 'email_text_input',
    action_id: 'mail',
    initial_value: 'ann@example.com',
    placeholder,
    focus_on_load: false,
    ...dispatch,
  },
  url_text_input: {
    type: 'url_text_input',
    action_id: 'address',
    initial_value: 'https://example.com',
    placeholder,
    focus_on_load: false,
    ...dispatch,
  },
  number_input: {
    type: 'number_input',
    action_id: 'count',
    is_decimal_allowed: true,
    initial_value: '5.5',
    min_value: '-10',
    max_value: '10',
    placeholder,
    focus_on_load: false,
    ...dispatch,
  },
  rich_text_input: {
    type: 'rich_text_input',
    action_id: 'story',
    initial_value: plainRich,
    min_lines: 2,
    max_lines: 8,
    placeholder,
    focus_on_load: false,
    ...dispatch,
  },
  file_input: { type: 'file_input', action_id: 'files', filetypes: ['png', 'txt'], max_files: 3 },
  feedback_buttons: {
    type: 'feedback_buttons',
    action_id: 'feedback',
    positive_button: {
      text: { type: 'plain_text', text: 'Useful' },
      accessibility_label: 'This page was useful',
      value: 'yes',
    },
    negative_button: {
      text: { type: 'plain_text', text: 'Noise' },
      accessibility_label: 'This page was noise',
      value: 'no',
    },
  },
  icon_button: {
    type: 'icon_button',
    action_id: 'drop',
    icon: 'trash',
    text: { type: 'plain_text', text: 'Drop' },
    accessibility_label: 'Drop the note',
    value: 'note-1',
    visible_to_user_ids: ['U1'],
    confirm,
  },
} satisfies { [Type in Element['type']]: Extract<Element, { type: Type }> };

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
