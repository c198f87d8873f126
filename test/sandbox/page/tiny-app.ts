import type { App } from '@slack/bolt';
import type { KnownBlock, View } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });

/** What a form sent, by block. */
export type Sent = Record<string, unknown>;

/** A small app with a command, a form, a card with buttons, shortcuts and a Home tab. */
export function tinyApp(sent: Sent[]): (app: App) => void {
  return (app) => {
    app.command('/incident', async ({ ack, command, client }) => {
      if (command.text === 'form') {
        await client.views.open({ trigger_id: command.trigger_id, view: titleForm });
        return ack();
      }
      if (command.text === 'every') {
        await client.views.open({ trigger_id: command.trigger_id, view: everyInput });
        return ack();
      }
      if (command.text === 'steps') {
        await client.views.open({ trigger_id: command.trigger_id, view: firstStep });
        return ack();
      }
      if (command.text === 'blocks') {
        await client.chat.postMessage({
          channel: command.channel_id,
          text: 'Blocks',
          blocks: drawn as KnownBlock[],
        });
        return ack();
      }
      if (command.text === 'card') {
        await client.chat.postMessage({ channel: command.channel_id, text: 'Card', blocks: card });
        return ack();
      }
      return ack(`You said ${command.text || 'nothing'}`);
    });
    app.view('title', async ({ ack, view, client }) => {
      const title = view.state.values['title']?.['value']?.value ?? '';
      if (title.length < 5)
        return ack({ response_action: 'errors', errors: { title: 'At least five letters.' } });
      await ack();
      await client.chat.postMessage({ channel: 'general', text: `Declared: ${title}` });
    });
    app.view('every', async ({ ack, view }) => {
      sent.push(view.state.values);
      await ack();
    });
    app.view('steps', async ({ ack }) => ack({ response_action: 'push', view: titleForm }));
    app.action(/^press/, async ({ ack, action, respond, body }) => {
      await ack();
      const value = 'value' in action ? action.value : 'option';
      await respond({ text: `${body.user.id} pressed ${value}`, replace_original: true });
    });
    app.options('service', async ({ ack, options }) =>
      ack({
        options: ['payments', 'search'].filter((each) => each.includes(options.value)).map(option),
      }),
    );
    app.shortcut('declare', async ({ ack, shortcut, client }) => {
      await client.views.open({ trigger_id: shortcut.trigger_id, view: titleForm });
      await ack();
    });
    app.shortcut('declare_from_message', async ({ ack, shortcut, client }) => {
      const text = 'message' in shortcut ? (shortcut.message.text ?? '') : '';
      await client.views.open({ trigger_id: shortcut.trigger_id, view: formAbout(text) });
      await ack();
    });
    app.event('app_home_opened', async ({ event, client }) => {
      if (event.tab !== 'home') return;
      const blocks: KnownBlock[] = [{ type: 'header', text: plain('Open incidents') }];
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    });
  };
}

function formAbout(text: string): View {
  const [first] = titleForm.blocks;
  if (first?.type !== 'input') throw new Error('the form begins with its title');
  const element = { type: 'plain_text_input', action_id: 'value', initial_value: text } as const;
  return { ...titleForm, blocks: [{ ...first, element } as KnownBlock] };
}

const titleForm: View = {
  type: 'modal',
  callback_id: 'title',
  title: plain('Declare'),
  submit: plain('Send it'),
  close: plain('Never mind'),
  blocks: [
    {
      type: 'input',
      block_id: 'title',
      label: plain('Title'),
      hint: plain('What is broken'),
      element: { type: 'plain_text_input', action_id: 'value' },
    },
  ],
};

const firstStep: View = {
  type: 'modal',
  callback_id: 'steps',
  title: plain('First step'),
  submit: plain('Go on'),
  blocks: [input('Words', { type: 'plain_text_input' })],
};

const everyInput: View = {
  type: 'modal',
  callback_id: 'every',
  title: plain('Everything'),
  submit: plain('Send it'),
  blocks: [
    input('Words', { type: 'plain_text_input', multiline: true }),
    input('Severity', { type: 'static_select', options: ['low', 'high'].map(option) }),
    input('Service', { type: 'external_select', min_query_length: 2 }),
    input('People', { type: 'multi_users_select' }),
    input('Room', { type: 'channels_select' }),
    input('Marks', { type: 'checkboxes', options: ['private', 'drill'].map(option) }),
    input('Kind', { type: 'radio_buttons', options: ['bug', 'outage'].map(option) }),
    input('Day', { type: 'datepicker' }),
    input('Hour', { type: 'timepicker' }),
    input('Moment', { type: 'datetimepicker' }),
    input('Count', { type: 'number_input', is_decimal_allowed: false }),
    input('File', { type: 'file_input', max_files: 1 }),
  ],
};

function input(label: string, element: object): KnownBlock {
  const action_id = label.toLowerCase();
  const block = { type: 'input', block_id: action_id, label: plain(label) };
  return { ...block, element: { ...element, action_id } } as KnownBlock;
}

const card: KnownBlock[] = [
  {
    type: 'section',
    block_id: 'words',
    text: {
      type: 'mrkdwn',
      text: '*API is down* since <!date^1763812800^{date_short_pretty} {time}|then> &lt;b&gt;',
    },
  },
  {
    type: 'actions',
    block_id: 'buttons',
    elements: [
      { type: 'button', action_id: 'press', text: plain('Take'), value: 'take' },
      {
        type: 'button',
        action_id: 'press_sure',
        text: plain('Resolve'),
        value: 'resolve',
        confirm: {
          title: plain('Resolve it?'),
          text: plain('Everybody is told.'),
          confirm: plain('Yes, resolve'),
          deny: plain('Not yet'),
        },
      },
      { type: 'overflow', action_id: 'press_more', options: ['close', 'cancel'].map(option) },
    ],
  },
];

/** Blocks that only show something, and one that folds. */
const drawn: object[] = [
  { type: 'markdown', text: '# A head\n- one\n- two' },
  {
    type: 'table',
    rows: [
      [
        { type: 'raw_text', text: 'Role' },
        { type: 'raw_text', text: 'Who' },
      ],
      [
        { type: 'raw_text', text: 'Scribe' },
        { type: 'raw_text', text: 'Sasha' },
      ],
    ],
  },
  {
    type: 'container',
    title: plain('Timeline'),
    is_collapsible: true,
    child_blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'deployed' } }],
  },
];
