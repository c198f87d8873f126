import { describe, expect, test } from 'vitest';
import { enteredState, initialState, stateValues } from '../../../sandbox/blocks/state.ts';
import type { InputValue } from '../../../sandbox/protocol.ts';
import { elements } from './example-elements.ts';
import { options, plainRich } from './example-parts.ts';

type Stateful = Exclude<
  keyof typeof elements,
  'button' | 'workflow_button' | 'overflow' | 'feedback_buttons' | 'icon_button'
>;

const [sev1, sev2] = options;
const file = { id: 'F1', name: 'log.txt' };
const context = {
  conversation: 'C7',
  file: (id: string) => (id === 'F1' ? file : undefined),
  option: (value: string) => (value === 'loaded' ? { ...sev1, value } : undefined),
};

/** For each element with a state: its empty state, its initial one, an input and what it makes. */
const states: Record<Stateful, { empty: object; first: object; input: InputValue; after: object }> =
  {
    plain_text_input: {
      empty: { value: null },
      first: { value: 'API is down' },
      input: 'DB',
      after: { value: 'DB' },
    },
    email_text_input: {
      empty: { value: null },
      first: { value: 'ann@example.com' },
      input: 'a@b.example',
      after: { value: 'a@b.example' },
    },
    url_text_input: {
      empty: { value: null },
      first: { value: 'https://example.com' },
      input: 'https://a.example',
      after: { value: 'https://a.example' },
    },
    number_input: {
      empty: { value: null },
      first: { value: '5.5' },
      input: 7,
      after: { value: '7' },
    },
    rich_text_input: {
      empty: { rich_text_value: null },
      first: { rich_text_value: plainRich },
      input: 'typed',
      after: {
        rich_text_value: {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'typed' }] }],
        },
      },
    },
    file_input: {
      empty: { files: [] },
      first: { files: [] },
      input: ['F1'],
      after: { files: [file] },
    },
    static_select: {
      empty: { selected_option: null },
      first: { selected_option: sev1 },
      input: 'sev2',
      after: { selected_option: sev2 },
    },
    external_select: {
      empty: { selected_option: null },
      first: { selected_option: sev1 },
      input: 'loaded',
      after: { selected_option: { ...sev1, value: 'loaded' } },
    },
    radio_buttons: {
      empty: { selected_option: null },
      first: { selected_option: sev1 },
      input: 'sev2',
      after: { selected_option: sev2 },
    },
    checkboxes: {
      empty: { selected_options: [] },
      first: { selected_options: [sev2] },
      input: ['sev2'],
      after: { selected_options: [sev2] },
    },
    multi_static_select: {
      empty: { selected_options: [] },
      first: { selected_options: [sev2] },
      input: ['sev1', 'sev2'],
      after: { selected_options: [sev1, sev2] },
    },
    multi_external_select: {
      empty: { selected_options: [] },
      first: { selected_options: [sev2] },
      input: ['loaded'],
      after: { selected_options: [{ ...sev1, value: 'loaded' }] },
    },
    users_select: {
      empty: { selected_user: null },
      first: { selected_user: 'U1' },
      input: 'U2',
      after: { selected_user: 'U2' },
    },
    channels_select: {
      empty: { selected_channel: null },
      first: { selected_channel: 'C1' },
      input: 'C2',
      after: { selected_channel: 'C2' },
    },
    conversations_select: {
      empty: { selected_conversation: null },
      first: { selected_conversation: 'C1' },
      input: 'D2',
      after: { selected_conversation: 'D2' },
    },
    multi_users_select: {
      empty: { selected_users: [] },
      first: { selected_users: ['U1', 'U2'] },
      input: ['U3'],
      after: { selected_users: ['U3'] },
    },
    multi_channels_select: {
      empty: { selected_channels: [] },
      first: { selected_channels: ['C1'] },
      input: 'C2',
      after: { selected_channels: ['C2'] },
    },
    multi_conversations_select: {
      empty: { selected_conversations: [] },
      first: { selected_conversations: ['C1'] },
      input: [],
      after: { selected_conversations: [] },
    },
    datepicker: {
      empty: { selected_date: null },
      first: { selected_date: '2028-02-29' },
      input: '2028-03-01',
      after: { selected_date: '2028-03-01' },
    },
    timepicker: {
      empty: { selected_time: null, timezone: 'Europe/Lisbon' },
      first: { selected_time: '23:59', timezone: 'Europe/Lisbon' },
      input: '00:01',
      after: { selected_time: '00:01', timezone: 'Europe/Lisbon' },
    },
    datetimepicker: {
      empty: { selected_date_time: null },
      first: { selected_date_time: 1_700_000_000 },
      input: 1_800_000_000,
      after: { selected_date_time: 1_800_000_000 },
    },
  };

describe('the state of an element', () => {
  test.each(Object.entries(states))('%s', (type, { empty, first, input, after }) => {
    const element = elements[type as Stateful];
    expect(initialState(element, context)).toEqual({ type, ...first });
    expect(enteredState(element, null, context)).toEqual({ type, ...empty });
    expect(enteredState(element, input, context)).toEqual({ type, ...after });
  });

  test('what has none', () => {
    for (const type of ['button', 'workflow_button', 'overflow', 'icon_button'] as const) {
      expect(initialState(elements[type])).toBeUndefined();
      expect(enteredState(elements[type], null)).toBeUndefined();
    }
  });

  test('a menu of conversations may begin where the person was', () => {
    const menu = { type: 'conversations_select', default_to_current_conversation: true };
    expect(initialState(menu, context)).toMatchObject({ selected_conversation: 'C7' });
    expect(initialState(menu)).toMatchObject({ selected_conversation: null });
    const several = { ...menu, type: 'multi_conversations_select' };
    expect(initialState(several, context)).toMatchObject({ selected_conversations: ['C7'] });
  });

  test('nothing can be chosen that is not offered', () => {
    expect(() => enteredState(elements.static_select, 'sev9')).toThrow('no_such_option: sev9');
    expect(() => enteredState(elements.checkboxes, ['sev2', 'x'])).toThrow('no_such_option: x');
    expect(() => enteredState(elements.file_input, ['F9'])).toThrow('no_such_file: F9');
  });
});

describe('the state of a view', () => {
  const label = { type: 'plain_text', text: 'Label' };
  const title = { type: 'plain_text_input', action_id: 'title' };
  const view = [
    { type: 'header', block_id: 'head', text: label },
    { type: 'input', block_id: 'title', label, element: title },
    { type: 'input', block_id: 'severity', label, element: elements.static_select },
    { type: 'section', block_id: 'who', text: label, accessory: elements.users_select },
    { type: 'section', block_id: 'press', text: label, accessory: elements.button },
    {
      type: 'actions',
      block_id: 'row',
      elements: [elements.button, elements.datepicker, elements.timepicker],
    },
  ];

  test('holds every input, touched or not, and no button', () => {
    expect(stateValues(view)).toEqual({
      title: { title: { type: 'plain_text_input', value: null } },
      severity: { severity: { type: 'static_select', selected_option: sev1 } },
      who: { person: { type: 'users_select', selected_user: 'U1' } },
      row: {
        day: { type: 'datepicker', selected_date: '2028-02-29' },
        time: { type: 'timepicker', selected_time: '23:59', timezone: 'Europe/Lisbon' },
      },
    });
  });

  test('holds what was entered, and forgets what belongs to no input', () => {
    const entered = {
      title: { title: { type: 'plain_text_input', value: 'DB is slow' } },
      gone: { gone: { type: 'plain_text_input', value: 'x' } },
    };
    const values = stateValues(view, entered);
    expect(values['title']).toEqual(entered.title);
    expect(values).not.toHaveProperty('gone');
  });

  test('reaches into containers', () => {
    const inner = { type: 'input', block_id: 'inner', label, element: title };
    const blocks = [{ type: 'container', block_id: 'c', child_blocks: [inner] }];
    expect(stateValues(blocks)).toEqual({
      inner: { title: { type: 'plain_text_input', value: null } },
    });
  });
});
