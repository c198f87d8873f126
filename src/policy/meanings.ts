import { z } from 'zod';
import { Condition, Tests } from './language/condition.ts';
import { type Meaning, meanings } from './language/named.ts';
import type { Path } from './positions.ts';
import { Policy } from './schema.ts';
import { unwrapped } from './schema-parts.ts';

/** A text of the file whose meaning the schema tells. */
export interface Meant {
  meaning: Meaning;
  text: string;
  path: Path;
  /** It is the key there, not the value. */
  atKey?: true;
}

/** A list of the file in which each thing has a key. */
export interface KeyedList {
  path: Path;
  items: Record<string, unknown>[];
  /** What the schema lets a thing say. */
  can: string[];
}

/** A condition of the file, or one of those inside `any` and `not`. */
export interface ConditionAt {
  condition: Condition;
  path: Path;
}

export interface Found {
  meant: Meant[];
  keyed: KeyedList[];
  conditions: ConditionAt[];
}

/**
 * Every text of a policy that has a meaning, and every list of things with keys: the schema and the
 * file as it was written, gone through side by side. What does not fit the schema is passed over.
 */
export function meaningsIn(body: unknown): Found {
  const found: Found = { meant: [], keyed: [], conditions: [] };
  visit(Policy, body, [], found);
  return found;
}

/** Every condition of a policy, those without a word among them. */
export function conditionsIn(policy: Policy): ConditionAt[] {
  return meaningsIn(policy).conditions;
}

function visit(schema: z.core.$ZodType, value: unknown, path: Path, found: Found): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'string') note(schema, value, path, found);
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodUnion) {
    const option = inner.options.find((each) => fits(each, value));
    if (option) visit(option, value, path, found);
  } else if (inner instanceof z.ZodObject && isMap(value)) {
    const shape: Record<string, z.core.$ZodType> = inner.shape;
    if (inner === Condition || inner === Tests) found.conditions.push({ condition: value, path });
    for (const [name, item] of Object.entries(value)) {
      const part = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (part) visit(part, item, [...path, name], found);
    }
  } else if (inner instanceof z.ZodArray && Array.isArray(value)) {
    visitList(inner, value, path, found);
  } else if (inner instanceof z.ZodRecord && isMap(value)) {
    for (const [name, item] of Object.entries(value)) {
      const meaning = meaningOf(inner.keyType);
      if (meaning) found.meant.push({ meaning, text: name, path: [...path, name], atKey: true });
      visit(inner.valueType, item, [...path, name], found);
    }
  }
}

function visitList(list: z.ZodArray, value: unknown[], path: Path, found: Found): void {
  const element = unwrapped(list.element);
  if (element instanceof z.ZodObject && Object.hasOwn(element.shape, 'key')) {
    const items = value.map((item) => (isMap(item) ? item : {}));
    found.keyed.push({ path, items, can: Object.keys(element.shape) });
  }
  for (const [index, item] of value.entries()) visit(list.element, item, [...path, index], found);
}

function note(schema: z.core.$ZodType, text: string, path: Path, found: Found): void {
  const meaning = meaningOf(schema);
  if (meaning) found.meant.push({ meaning, text, path });
}

function meaningOf(schema: z.core.$ZodType): Meaning | undefined {
  return meanings.get(schema) ?? meanings.get(unwrapped(schema));
}

function fits(option: z.core.$ZodType, value: unknown): boolean {
  const inner = unwrapped(option);
  if (Array.isArray(value)) return inner instanceof z.ZodArray;
  if (isMap(value)) return inner instanceof z.ZodObject || inner instanceof z.ZodRecord;
  return z.safeParse(inner, value).success;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
