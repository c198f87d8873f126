import {
  additional,
  broken,
  type Fault,
  missing,
  notA,
  notOneOf,
  step,
  unsupported,
} from './fault.ts';

/** What a JSON value has to look like. Shapes are data; `check` reads them. */
export type Shape =
  | { is: 'string'; min?: number; max?: number; format?: Format }
  | { is: 'number'; whole?: boolean; min?: number; max?: number; above?: number }
  | { is: 'boolean' }
  | { is: 'choice'; of: readonly (string | number)[] }
  | { is: 'list'; of: Shape; min?: number; max?: number }
  | ObjectShape
  | { is: 'typed'; of: Readonly<Record<string, ObjectShape>> }
  | { is: 'anything' };

/** An object with a closed set of keys. A key written with a trailing `?` may be absent. */
export interface ObjectShape {
  is: 'object';
  keys: Readonly<Record<string, Shape>>;
  rules?: readonly Rule[];
}

/** A demand that spans several keys of one object. `at` is the object's JSON pointer. */
export type Rule = (value: Json, at: string) => readonly Fault[];

export type Json = Readonly<Record<string, unknown>>;

/** A named demand on the words of a string. */
export interface Format {
  name: string;
  test: (text: string) => boolean;
}

/** Slack's lengths, as far as documented, count Unicode code points, not UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list, with their places; anything else in it is left out. */
export function objectsIn(list: unknown): { value: Json; index: number }[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((value: unknown, index) => (isObject(value) ? [{ value, index }] : []));
}

/** Every way in which a value differs from its shape; an empty list when it fits. Never throws. */
export function check(value: unknown, shape: Shape, at: string): Fault[] {
  switch (shape.is) {
    case 'anything':
      return [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [notA(at, 'must be a boolean')];
    case 'choice':
      return checkChoice(value, shape.of, at);
    case 'string':
      return checkString(value, shape, at);
    case 'number':
      return checkNumber(value, shape, at);
    case 'list':
      return checkList(value, shape, at);
    case 'typed':
      return checkTyped(value, shape, at);
    case 'object':
      return isObject(value) ? checkKeys(value, shape, at) : [notA(at, 'must provide an object')];
  }
}

function checkChoice(value: unknown, allowed: readonly (string | number)[], at: string): Fault[] {
  const wanted = typeof allowed[0] === 'number' ? 'number' : 'string';
  if (typeof value !== 'string' && typeof value !== 'number') {
    return [notA(at, `must provide a ${wanted}`)];
  }
  return allowed.includes(value) ? [] : [notOneOf(at, allowed, value)];
}

function checkString(value: unknown, shape: Shape & { is: 'string' }, at: string): Fault[] {
  if (typeof value !== 'string') return [notA(at, 'must provide a string')];
  const { min, max, format } = shape;
  const got = codePoints(value);
  if (min !== undefined && got < min) {
    const message = `must be more than ${min - 1} characters`;
    return [broken(at, message, { type: 'min_length', expected: min, got })];
  }
  if (max !== undefined && got > max) {
    const message = `must be less than ${max + 1} characters`;
    return [broken(at, message, { type: 'max_length', expected: max, got })];
  }
  if (format !== undefined && !format.test(value)) {
    const message = `input must be a valid: ${format.name}`;
    return [broken(at, message, { type: 'format', expected: format.name, got: value })];
  }
  return [];
}

function checkNumber(value: unknown, shape: Shape & { is: 'number' }, at: string): Fault[] {
  const { whole, min, max, above } = shape;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return [notA(at, 'must provide a number')];
  }
  if (whole && !Number.isInteger(value)) return [notA(at, 'must provide an integer')];
  const least = min ?? above;
  if (least !== undefined && (value < least || value === above)) {
    const message = `must be greater than ${least}`;
    return [broken(at, message, { type: 'minimum', expected: least, got: value })];
  }
  if (max !== undefined && value > max) {
    const message = `must be less than ${max}`;
    return [broken(at, message, { type: 'maximum', expected: max, got: value })];
  }
  return [];
}

function checkList(value: unknown, shape: Shape & { is: 'list' }, at: string): Fault[] {
  if (!Array.isArray(value)) return [notA(at, 'must provide an array')];
  const { min, max, of } = shape;
  const got = value.length;
  const faults: Fault[] = [];
  if (min !== undefined && got < min) {
    const message = `must provide at least ${min} items`;
    faults.push(broken(at, message, { type: 'min_items', expected: min, got }));
  }
  if (max !== undefined && got > max) {
    const message = `no more than ${max} items allowed`;
    return [broken(at, message, { type: 'max_items', expected: max, got })];
  }
  for (const [index, item] of value.entries()) faults.push(...check(item, of, step(at, index)));
  return faults;
}

function checkTyped(value: unknown, shape: Shape & { is: 'typed' }, at: string): Fault[] {
  if (!isObject(value)) return [notA(at, 'must provide an object')];
  const type = value['type'];
  if (type === undefined) return [missing(at, 'type')];
  if (typeof type !== 'string') return [notA(step(at, 'type'), 'must provide a string')];
  const known = Object.hasOwn(shape.of, type) ? shape.of[type] : undefined;
  if (known !== undefined) return checkKeys(value, known, at);
  const allowed = Object.keys(shape.of);
  const place = step(at, 'type');
  // A place with a single kind of object has that one type as a closed list of its own.
  if (allowed.length === 1) return [notOneOf(place, allowed, type)];
  return [unsupported(place, allowed, type)];
}

function checkKeys(value: Json, shape: ObjectShape, at: string): Fault[] {
  const faults: Fault[] = [];
  const known = new Set<string>();
  for (const [written, keyShape] of Object.entries(shape.keys)) {
    const optional = written.endsWith('?');
    const key = optional ? written.slice(0, -1) : written;
    known.add(key);
    const held = Object.hasOwn(value, key) ? value[key] : undefined;
    if (held !== undefined) faults.push(...check(held, keyShape, step(at, key)));
    else if (!optional) faults.push(missing(at, key));
  }
  for (const [key, held] of Object.entries(value)) {
    if (known.has(key) || held === undefined) continue;
    faults.push(additional(at, key));
  }
  for (const rule of shape.rules ?? []) faults.push(...rule(value, at));
  return faults;
}
