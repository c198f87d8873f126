import { describe, expect, test } from 'vitest';
import { actionPayload } from '../../../sandbox/blocks/action.ts';
import type { InputValue } from '../../../sandbox/protocol.ts';
import { elements } from './example-elements.ts';
import { confirm, options, placeholder } from './example-parts.ts';

const block = { type: 'actions', block_id: 'roles' };
const ts = '1700000000.000100';
const [sev1, sev2] = options;

type Pressed = keyof typeof elements;
const done = (type: Pressed, input?: InputValue) =>
  actionPayload(
    { block, element: elements[type], input, ts },
    { file: (id) => ({ id }), option: () => sev2 },
  );
const basic = (type: Pressed) => ({
  type,
  action_id: elements[type].action_id,
  block_id: 'roles',
  action_ts: ts,
});

/** For each element what its entry in `actions` has besides type, ids and time. */
const reported: Record<Pressed, { input?: InputValue; more: object }> = {
  button: {
    more: {
      text: elements.button.text,
      value: 'commander',
      url: 'https://example.com',
      style: 'primary',
      confirm,
    },
  },
  workflow_button: {
    more: {
      text: elements.workflow_button.text,
      workflow: elements.workflow_button.workflow,
      style: 'danger',
      confirm,
    },
  },
  icon_button: {
    more: { icon: 'trash', text: elements.icon_button.text, value: 'note-1', confirm },
  },
  feedback_buttons: {
    input: 'negative',
    more: { text: { type: 'plain_text', text: 'Noise' }, value: 'no' },
  },
  overflow: { input: 'sev2', more: { selected_option: sev2, confirm } },
  static_select: {
    input: 'sev2',
    more: { selected_option: sev2, initial_option: sev1, placeholder, confirm },
  },
  external_select: {
    input: 'sev2',
    more: {
      selected_option: sev2,
      initial_option: sev1,
      min_query_length: 0,
      placeholder,
      confirm,
    },
  },
  users_select: {
    input: 'U2',
    more: { selected_user: 'U2', initial_user: 'U1', placeholder, confirm },
  },
  channels_select: {
    input: 'C2',
    more: { selected_channel: 'C2', initial_channel: 'C1', placeholder, confirm },
  },
  conversations_select: {
    input: 'D2',
    more: { selected_conversation: 'D2', initial_conversation: 'C1', placeholder, confirm },
  },
  multi_static_select: {
    input: ['sev1'],
    more: { selected_options: [sev1], initial_options: [sev2], placeholder, confirm },
  },
  multi_external_select: {
    input: ['sev2'],
    more: {
      selected_options: [sev2],
      initial_options: [sev2],
      min_query_length: 2,
      placeholder,
      confirm,
    },
  },
  multi_users_select: {
    input: ['U3'],
    more: { selected_users: ['U3'], initial_users: ['U1', 'U2'], placeholder, confirm },
  },
  multi_channels_select: {
    input: [],
    more: { selected_channels: [], initial_channels: ['C1'], placeholder, confirm },
  },
  multi_conversations_select: {
    input: ['C2'],
    more: { selected_conversations: ['C2'], initial_conversations: ['C1'], placeholder, confirm },
  },
  checkboxes: {
    input: ['sev2'],
    more: { selected_options: [sev2], initial_options: [sev2], confirm },
  },
  radio_buttons: { input: 'sev2', more: { selected_option: sev2, initial_option: sev1, confirm } },
  datepicker: {
    input: '2028-03-01',
    more: { selected_date: '2028-03-01', initial_date: '2028-02-29', placeholder, confirm },
  },
  timepicker: {
    input: null,
    more: {
      selected_time: null,
      initial_time: '23:59',
      timezone: 'Europe/Lisbon',
      placeholder,
      confirm,
    },
  },
  datetimepicker: {
    input: 1_800_000_000,
    more: { selected_date_time: 1_800_000_000, initial_date_time: 1_700_000_000, confirm },
  },
  plain_text_input: { input: 'DB', more: { value: 'DB' } },
  email_text_input: { input: 'a@b.example', more: { value: 'a@b.example' } },
  url_text_input: { input: 'https://a.example', more: { value: 'https://a.example' } },
  number_input: { input: '3', more: { value: '3' } },
  rich_text_input: { input: null, more: { rich_text_value: null } },
  file_input: { input: ['F1'], more: { files: [{ id: 'F1' }] } },
};

describe('the entry of an action in block_actions', () => {
  test.each(Object.entries(reported))('%s', (type, { input, more }) => {
    expect(done(type as Pressed, input)).toEqual({ ...basic(type as Pressed), ...more });
  });

  test('a plain button has no key that the app did not give it', () => {
    const element = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'A' } };
    expect(actionPayload({ block, element, ts })).toEqual({
      type: 'button',
      action_id: 'a',
      block_id: 'roles',
      text: { type: 'plain_text', text: 'A' },
      action_ts: ts,
    });
  });

  test('the other side of feedback buttons is the positive one', () => {
    expect(done('feedback_buttons', 'positive')).toMatchObject({ value: 'yes' });
  });

  test('an overflow menu has only what it offers', () => {
    const element = elements.overflow;
    expect(() => actionPayload({ block, element, input: 'x', ts })).toThrow('no_such_option: x');
  });
});
