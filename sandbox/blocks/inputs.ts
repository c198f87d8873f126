import limits from '../data/limits.json' with { type: 'json' };
import { boolean, list, string, upTo } from './composition.ts';
import { placed, withDispatch, withFocus, withPlaceholder } from './element-keys.ts';
import { broken, type Fault, notA, step } from './fault.ts';
import { richTextBlock } from './rich-text.ts';
import { codePoints, type Format, type ObjectShape, type Rule, type Shape } from './shape.ts';

const typed: Record<string, Shape> = {
  ...withDispatch,
  ...withFocus,
  ...withPlaceholder(limits.select.placeholder.max_length),
};

const decimal: Format = {
  name: 'number',
  test: (words) => /^-?(?:\d+\.?\d*|\.\d+)$/.test(words),
};
const numeric: Shape = { is: 'string', format: decimal };

/** The demands of a text field on its length must not contradict each other or its first words. */
const lengthsAgree: Rule = (value, at) => {
  const { min_length: min, max_length: max, initial_value: words } = value;
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    return [tooHigh(step(at, 'min_length'), max, min)];
  }
  if (typeof max !== 'number' || typeof words !== 'string') return [];
  const got = codePoints(words);
  if (got <= max) return [];
  const message = `must be less than ${max + 1} characters`;
  const constraint = { type: 'max_length' as const, expected: max, got };
  return [broken(step(at, 'initial_value'), message, constraint)];
};

function tooHigh(at: string, expected: number, got: number): Fault {
  return broken(at, `must be less than ${expected}`, { type: 'maximum', expected, got });
}

function tooLow(at: string, expected: number, got: number): Fault {
  return broken(at, `must be greater than ${expected}`, { type: 'minimum', expected, got });
}

/** The bounds of a number field must not contradict each other or its first value. */
const boundsAgree: Rule = (value, at) => {
  const read = (key: string) => {
    const held = value[key];
    return typeof held === 'string' && decimal.test(held) ? Number(held) : undefined;
  };
  const min = read('min_value');
  const max = read('max_value');
  const first = read('initial_value');
  if (min !== undefined && max !== undefined && min > max) {
    return [tooHigh(step(at, 'min_value'), max, min)];
  }
  const place = step(at, 'initial_value');
  if (first === undefined) return [];
  if (min !== undefined && first < min) return [tooLow(place, min, first)];
  if (max !== undefined && first > max) return [tooHigh(place, max, first)];
  const whole = value['is_decimal_allowed'] !== false || Number.isInteger(first);
  return whole ? [] : [notA(place, 'must provide an integer')];
};

export const richTextInput = placed({
  'initial_value?': richTextBlock,
  'min_lines?': { is: 'number', whole: true, ...limits.rich_text_input.min_lines },
  'max_lines?': { is: 'number', whole: true, ...limits.rich_text_input.max_lines },
  ...typed,
});

/** Elements that stand in input blocks only. */
export const fields: Record<string, ObjectShape> = {
  plain_text_input: placed(
    {
      'initial_value?': upTo(limits.plain_text_input.max_length.max),
      'multiline?': boolean,
      'min_length?': { is: 'number', whole: true, min: 0, ...limits.plain_text_input.min_length },
      'max_length?': { is: 'number', whole: true, min: 1, ...limits.plain_text_input.max_length },
      ...typed,
    },
    [lengthsAgree],
  ),
  email_text_input: placed({ 'initial_value?': string, ...typed }),
  url_text_input: placed({ 'initial_value?': string, ...typed }),
  number_input: placed(
    {
      is_decimal_allowed: boolean,
      'initial_value?': numeric,
      'min_value?': numeric,
      'max_value?': numeric,
      ...typed,
    },
    [boundsAgree],
  ),
  file_input: placed({
    'filetypes?': list(upTo(limits.block_id.max_length, 1), { min_items: 1 }),
    'max_files?': { is: 'number', whole: true, ...limits.file_input.max_files },
  }),
};
