import { z } from 'zod';
import { type Meaning, named } from './language/named.ts';
import { channel, emoji, key, link } from './language/words.ts';
import { parts } from './manual.ts';

/** The parts of a JSON Schema that the reference is made of. */
export interface Described {
  $ref?: string;
  $defs?: Record<string, Described>;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Described[];
  description?: string;
  default?: unknown;
  means?: Meaning;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Described;
  properties?: Record<string, Described>;
  propertyNames?: Described;
  additionalProperties?: Described | boolean;
  required?: string[];
}

/** What holds where a key is left out. */
export function standard(schema: Described, must: boolean): string {
  if (must) return 'must be there';
  if (schema.default === undefined) return 'absent';
  if (schema.properties) return 'as below';
  if (schema.$ref === '#/$defs/condition') return 'always';
  const text = JSON.stringify(schema.default);
  return text === '[]' || text === '{}' ? 'none' : code(cell(text));
}

/** What a key may hold, for the table of its section. */
export function kind(schema: Described): string {
  if (schema.$ref) return reference(schema.$ref);
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(', ');
  if (schema.anyOf) return schema.anyOf.map(kind).join(' or ');
  if (Array.isArray(schema.type))
    return schema.type.map((type) => kind({ ...schema, type })).join(' or ');
  switch (schema.type) {
    case 'array':
      return `list of ${count(schema)}${items(schema.items)}`;
    case 'object':
      return schema.properties ? 'keys' : map(schema);
    case 'integer':
      return `whole number${bounds(schema)}`;
    case 'number':
      return 'number';
    case 'boolean':
      return '`true` or `false`';
    default:
      return text(schema);
  }
}

/** Condition and step stand in their own sections; `test` and `part` are the same with less in them. */
function reference(ref: string): string {
  const id = ref.replace('#/$defs/', '');
  const whole = { test: 'condition', part: 'step' }[id] ?? id;
  const part = parts.find((each) => each.id === whole);
  return part ? `[${whole.replace('_', ' ')}](#${anchor(part.title)})` : id;
}

/** What a text must look like, where the schema asks for more than a length. */
const shapes = new Map(
  (
    [
      [key, 'key'],
      [emoji, 'emoji, such as `:fire:`'],
      [channel, '`#channel` or its id'],
      [link, 'address (`https:`, `mailto:`, `tel:`)'],
    ] as const
  ).map(([schema, word]) => [(z.toJSONSchema(schema) as Described).pattern ?? '', word]),
);

function text(schema: Described): string {
  if (schema.means) return meaning(schema.means, schema);
  if (schema.format === 'date') return 'day, as `YYYY-MM-DD`';
  if (schema.format === 'email') return 'e-mail address';
  const shape = schema.pattern === undefined ? undefined : shapes.get(schema.pattern);
  return shape ?? `text${schema.maxLength ? `, at most ${schema.maxLength} characters` : ''}`;
}

function meaning(means: Meaning, schema: Described): string {
  switch (means.is) {
    case 'key_of':
      return `key of ${named[means.what].one}`;
    case 'step':
      return '`list.step`';
    case 'people':
    case 'invited':
      return '[people](#who)';
    case 'template':
      return `text with [gaps](#gaps-of-templates), at most ${schema.maxLength} characters`;
    case 'zone':
      return 'time zone';
    case 'cron':
      return 'cron line';
    case 'country':
      return 'country';
  }
}

function map(schema: Described): string {
  const values = schema.additionalProperties;
  const value = typeof values === 'object' ? kind(values) : 'text';
  const names = schema.propertyNames?.enum;
  const by = names ? names.map((name) => code(String(name))).join(', ') : 'key';
  return `by ${by}: ${value}`;
}

function items(schema: Described | undefined): string {
  if (schema?.properties) return 'what follows';
  if (schema?.enum || schema?.$ref || schema?.anyOf) return kind(schema);
  if (schema?.type === 'integer') return `whole numbers${bounds(schema)}`;
  return schema?.pattern !== undefined || schema?.format || schema?.means ? kind(schema) : 'texts';
}

function count({ minItems: min, maxItems: max }: Described): string {
  if (max === undefined) return '';
  return min ? `${min} to ${max}: ` : `at most ${max}: `;
}

function bounds({ minimum: min, maximum: max }: Described): string {
  return min === undefined || max === undefined || max > 1e9 ? '' : `, ${min} to ${max}`;
}

/** The link of a heading, as GitHub makes it. */
export function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');
}

/** As code, in Markdown. */
export function code(words: string): string {
  return `\`${words}\``;
}

/** Text that does not break a Markdown table. */
export function cell(words: string): string {
  return words
    .replace(/\|/g, '\\|')
    .replace(/\n/g, '<br>')
    .replace(/</g, '&lt;')
    .replace(/&lt;br>/g, '<br>');
}
