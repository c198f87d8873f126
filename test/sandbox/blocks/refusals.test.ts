import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { slackErrors, slackMessages } from '../../../sandbox/blocks/fault.ts';
import { validateBlocks, validateMessage, validateView } from '../../../sandbox/blocks/validate.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`./${name}.yaml`, import.meta.url), 'utf8'));
const inMessages = z
  .array(z.strictObject({ what: z.string(), blocks: z.unknown(), refused: z.string() }))
  .parse(read('refused-in-messages'));
const inViews = z
  .array(z.strictObject({ what: z.string(), view: z.unknown(), refused: z.string() }))
  .parse(read('refused-in-views'));

const text = (words: string) => ({ type: 'plain_text', text: words });
const mrkdwn = (words: string) => ({ type: 'mrkdwn', text: words });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const button = (more: object = {}) => ({ type: 'button', text: text('Take'), ...more });

describe('what Slack refuses', () => {
  test.each(inMessages)('in a message: $what', ({ blocks, refused }) => {
    expect(slackErrors(validateBlocks(blocks, 'message'))).toEqual([refused]);
  });

  test.each(inViews)('in a view: $what', ({ view, refused }) => {
    expect(slackErrors(validateView(view, '/view'))).toEqual([refused]);
  });

  test('blocks inside an attachment are checked in their place', () => {
    const message = { text: 'x', attachments: [{ text: 'y' }, { blocks: [{ type: 'poll' }] }] };
    expect(slackErrors(validateMessage(message))).toEqual([
      'unsupported type: poll [json-pointer:/attachments/1/blocks/0/type]',
    ]);
  });

  test('something that is no list or object at all', () => {
    expect(slackErrors(validateBlocks('[]', 'message'))).toEqual([
      'must provide an array [json-pointer:/blocks]',
    ]);
    expect(slackErrors(validateBlocks([null], 'home'))).toEqual([
      'must provide an object [json-pointer:/blocks/0]',
    ]);
    expect(slackErrors(validateView([], '/view'))).toEqual([
      'must provide an object [json-pointer:/view]',
    ]);
    expect(slackErrors(validateMessage(null))).toEqual(['must provide an object [json-pointer:]']);
  });
});

describe('what Slack takes', () => {
  test('one table in each of two Home tabs, several on one Home tab', () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };
    expect(validateBlocks([table, table], 'home')).toEqual([]);
  });

  test('one action in two blocks, as two buttons of one kind', () => {
    const row = actions(button({ action_id: 'take_role' }));
    expect(validateBlocks([row, row], 'message')).toEqual([]);
  });

  test('keys that are undefined, as JSON leaves them out', () => {
    expect(validateBlocks([{ type: 'divider', block_id: undefined }], 'message')).toEqual([]);
  });

  test('an option value of 150 characters, though older types say 75', () => {
    const long = { text: text('x'), value: 'v'.repeat(150) };
    expect(validateBlocks([actions({ type: 'static_select', options: [long] })], 'home')).toEqual(
      [],
    );
  });

  test('mrkdwn in checkboxes and radio buttons', () => {
    const marked = { text: mrkdwn('*x*'), value: 'x', description: mrkdwn('_y_') };
    const both = actions(
      { type: 'checkboxes', options: [marked] },
      { type: 'radio_buttons', options: [marked] },
    );
    expect(validateBlocks([both], 'message')).toEqual([]);
  });

  test('a message without blocks, and one that takes its blocks away', () => {
    expect(validateMessage({ text: 'x' })).toEqual([]);
    expect(validateMessage({ text: 'x', blocks: [] })).toEqual([]);
  });
});

describe('how faults are told', () => {
  test('words that are too long fail their text object as well', () => {
    const blocks = [
      { type: 'header', text: text('x'.repeat(151)) },
      { type: 'section', fields: [mrkdwn('x'.repeat(2001))] },
      { type: 'markdown', text: 'x'.repeat(12_001) },
    ];
    expect(slackMessages(validateBlocks(blocks, 'message'))).toEqual([
      '[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]',
      '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]',
      '[ERROR] failed to match all allowed schemas [json-pointer:/blocks/1/fields/0]',
      '[ERROR] must be less than 2001 characters [json-pointer:/blocks/1/fields/0/text]',
      '[ERROR] must be less than 12001 characters [json-pointer:/blocks/2/text]',
    ]);
  });

  test('a bare list has pointers without a name, as in blocks.validate', () => {
    expect(validateBlocks([{ type: 'section', text: { text: 'x' } }], 'message', '')).toEqual([
      {
        code: 'missing_field',
        message: 'missing required field: type',
        field: 'type',
        pointer: '/0/text',
      },
    ]);
  });

  test('a constraint says what was expected and what came', () => {
    const [fault] = validateBlocks([{ type: 'header', text: text('x'.repeat(200)) }], 'modal');
    expect(fault?.constraint).toEqual({ type: 'max_length', expected: 150, got: 200 });
    const [other] = validateBlocks([actions(button({ style: 'x' }))], 'modal');
    expect(other?.constraint).toEqual({ type: 'enum', expected: ['primary', 'danger'], got: 'x' });
  });

  test('a key with a slash or a tilde is escaped in the pointer', () => {
    const blocks = [{ type: 'divider', 'a/b~c': 1 }];
    expect(validateBlocks(blocks, 'home')).toMatchObject([
      { field: 'a/b~c', pointer: '/blocks/0' },
    ]);
  });
});
