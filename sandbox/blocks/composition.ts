import limits from '../data/limits.json' with { type: 'json' };
import { broken, type Fault, missing, step } from './fault.ts';
import type { Format, Json, ObjectShape, Rule, Shape } from './shape.ts';
import { isObject, objectsIn } from './shape.ts';

export const boolean: Shape = { is: 'boolean' };
export const string: Shape = { is: 'string' };

/** A string of at most `max` code points, and at least `min`. */
export function upTo(max: number, min?: number): Shape {
  return min === undefined ? { is: 'string', max } : { is: 'string', min, max };
}

export function choice(...of: (string | number)[]): Shape {
  return { is: 'choice', of };
}

export function list(of: Shape, range: { min_items?: number; max_items?: number } = {}): Shape {
  const shape: Shape = { is: 'list', of };
  if (range.min_items !== undefined) shape.min = range.min_items;
  if (range.max_items !== undefined) shape.max = range.max_items;
  return shape;
}

/** The demand that at least one of several keys is there. */
export function atLeastOneOf(...keys: string[]): Rule {
  return (value, at) => {
    if (keys.some((key) => value[key] !== undefined)) return [];
    const message = `must provide at least one of: ${keys.join(', ')}`;
    return [broken(at, message, { type: 'any_of', expected: keys })];
  };
}

/** The demand that exactly one of several keys is there. */
export function exactlyOneOf(...keys: string[]): Rule {
  return (value, at) => {
    if (keys.filter((key) => value[key] !== undefined).length === 1) return [];
    const message = `must provide exactly one of: ${keys.join(', ')}`;
    return [broken(at, message, { type: 'one_of', expected: keys })];
  };
}

const plainText = (max: number): ObjectShape => ({
  is: 'object',
  keys: { type: string, text: upTo(max, limits.text.min_length), 'emoji?': boolean },
});

const mrkdwnText = (max: number): ObjectShape => ({
  is: 'object',
  keys: { type: string, text: upTo(max, limits.text.min_length), 'verbatim?': boolean },
});

/** A text object that has to be `plain_text`. */
export function plain(max: number): Shape {
  return { is: 'typed', of: { plain_text: plainText(max) } };
}

/** A text object that has to be `mrkdwn`. */
export function mrkdwn(max: number): Shape {
  return { is: 'typed', of: { mrkdwn: mrkdwnText(max) } };
}

export const textObjects = (max: number): Record<string, ObjectShape> => ({
  plain_text: plainText(max),
  mrkdwn: mrkdwnText(max),
});

/** A text object of either kind. */
export function text(max: number = limits.text.max_length): Shape {
  return { is: 'typed', of: textObjects(max) };
}

function urlWith(schemes: readonly string[]): Format {
  return {
    name: 'uri',
    test: (words) => URL.canParse(words) && schemes.includes(new URL(words).protocol),
  };
}

/** Web addresses, and those that open another program from a button. */
const webUrl = urlWith(['http:', 'https:']);
const linkUrl: Format = {
  name: 'uri',
  test: (words) =>
    URL.canParse(words) && !['javascript:', 'data:', 'vbscript:'].includes(new URL(words).protocol),
};

export const link = (max: number): Shape => ({ is: 'string', min: 1, max, format: linkUrl });
export const web = (max?: number): Shape => {
  const shape: Shape = { is: 'string', min: 1, format: webUrl };
  if (max !== undefined) shape.max = max;
  return shape;
};
export const https: Shape = { is: 'string', min: 1, format: urlWith(['https:']) };

/** The second question before an action is taken. */
export const confirm: ObjectShape = {
  is: 'object',
  keys: {
    'title?': plain(limits.confirmation.title.max_length),
    text: text(limits.confirmation.text.max_length),
    'confirm?': plain(limits.confirmation.confirm.max_length),
    'deny?': plain(limits.confirmation.deny.max_length),
    'style?': choice('primary', 'danger'),
  },
};

export type OptionKind = 'select' | 'choice' | 'overflow';

/** One thing to choose. Checkboxes and radio buttons may use mrkdwn; only overflow has links. */
export function option(kind: OptionKind): ObjectShape {
  const { text: words, value, description, url } = limits.option;
  const rich = kind === 'choice';
  const keys: Record<string, Shape> = {
    text: rich ? text(words.max_length) : plain(words.max_length),
    value: upTo(value.max_length, 1),
    'description?': rich ? text(description.max_length) : plain(description.max_length),
  };
  if (kind === 'overflow') keys['url?'] = link(url.max_length);
  return { is: 'object', keys };
}

export const optionGroup: ObjectShape = {
  is: 'object',
  keys: {
    label: plain(limits.option_group.label.max_length),
    options: list(option('select'), limits.option_group.options),
  },
};

/** The options of an element, whether listed or in groups. */
export function optionsOf(element: Json): Json[] {
  const groups = objectsIn(element['option_groups']);
  const lists = [element['options'], ...groups.map((group) => group.value['options'])];
  return lists.flatMap((one) => objectsIn(one).map((entry) => entry.value));
}

function sameOption(one: Json, other: Json): boolean {
  const words = (held: Json) => (isObject(held['text']) ? held['text']['text'] : undefined);
  return one['value'] === other['value'] && words(one) === words(other);
}

/** What is chosen at first has to be one of the options. */
export const initialAmongOptions: Rule = (value, at) => {
  const offered = optionsOf(value);
  const single = value['initial_option'];
  const chosen = [
    ...(isObject(single) ? [{ value: single, at: step(at, 'initial_option') }] : []),
    ...objectsIn(value['initial_options']).map((entry) => ({
      value: entry.value,
      at: step(step(at, 'initial_options'), entry.index),
    })),
  ];
  return chosen.flatMap((one): Fault[] => {
    if (offered.some((option) => sameOption(option, one.value))) return [];
    return [broken(one.at, 'must be one of the provided options', { type: 'enum' })];
  });
};

const slackFile: ObjectShape = {
  is: 'object',
  keys: { 'id?': upTo(limits.block_id.max_length, 1), 'url?': web() },
  rules: [exactlyOneOf('id', 'url')],
};

/** An image is given by its address or by a file in Slack, and always with words for it. */
export const imageSource: Record<string, Shape> = {
  'image_url?': web(limits.image.image_url.max_length),
  'slack_file?': slackFile,
  alt_text: upTo(limits.image.alt_text.max_length),
};

export const oneImageSource: Rule = (value, at) => {
  const given = ['image_url', 'slack_file'].filter((key) => value[key] !== undefined);
  if (given.length === 0) return [missing(at, 'image_url')];
  return given.length === 1 ? [] : exactlyOneOf('image_url', 'slack_file')(value, at);
};

export const image: ObjectShape = {
  is: 'object',
  keys: { type: string, ...imageSource },
  rules: [oneImageSource],
};
