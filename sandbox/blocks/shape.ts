import { broken, type Fault, notA, notOneOf, step } from './fault.ts';

/** What a JSON value has to look like. Shapes are data; `check` reads them. */
export type Shape =
  | { is: 'string'; min?: number; max?: number; format?: Format }
  | { is: 'number'; whole?: boolean; min?: number; max?: number; above?: number }
  | { is: 'boolean' }
  | { is: 'choice'; of: readonly (string | number)[] }
  | { is: 'list'; of: Shape; min?: number; max?: number }
  | ObjectShape
  | { is: 'typed'; of: Readonly<Record<string, ObjectShape>>; text?: boolean }
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
  says: string;
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
      return typeof value === 'boolean' ? [] : [notA(at, 'a boolean')];
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
      return isObject(value) ? checkKeys(value, shape, at) : [notA(at, 'an object')];
  }
}

function checkChoice(value: unknown, allowed: readonly (string | number)[], at: string): Fault[] {
  if (allowed.some((one) => one === value)) return [];
  const wanted = typeof allowed[0];
  return typeof value === wanted ? [notOneOf(at, allowed, value)] : [notA(at, `a ${wanted}`)];
}

function checkString(value: unknown, shape: Shape & { is: 'string' }, at: string): Fault[] {
  if (typeof value !== 'string') return [notA(at, 'a string')];
  const { min, max, format } = shape;
  const length = codePoints(value);
  if (min !== undefined && length < min) {
    return [broken(at, `must be more than ${min - 1} characters`, 'min_length', [min])];
  }
  if (max !== undefined && length > max) {
    return [broken(at, `must be less than ${max + 1} characters`, 'max_length', [max])];
  }
  if (format !== undefined && !format.test(value)) {
    return [broken(at, format.says, 'format', [format.name])];
  }
  return [];
}

function checkNumber(value: unknown, shape: Shape & { is: 'number' }, at: string): Fault[] {
  const { whole, min, max, above } = shape;
  const fits = typeof value === 'number' && Number.isFinite(value);
  if (!fits) return [notA(at, whole ? 'an integer' : 'a number')];
  if (whole && !Number.isInteger(value)) return [notA(at, 'an integer')];
  if (min !== undefined && value < min) {
    return [broken(at, `must be greater than ${min - 1}`, 'minimum', [min])];
  }
  if (max !== undefined && value > max) {
    return [broken(at, `must be less than ${max + 1}`, 'maximum', [max])];
  }
  if (above !== undefined && value <= above) {
    return [broken(at, `must be greater than ${above}`, 'exclusive_minimum', [above])];
  }
  return [];
}

function checkList(value: unknown, shape: Shape & { is: 'list' }, at: string): Fault[] {
  if (!Array.isArray(value)) return [notA(at, 'an array')];
  const { min, max, of } = shape;
  const faults: Fault[] = [];
  if (min !== undefined && value.length < min) {
    faults.push(broken(at, `no fewer than ${min} items allowed`, 'min_items', [min]));
  }
  if (max !== undefined && value.length > max) {
    faults.push(broken(at, `no more than ${max} items allowed`, 'max_items', [max]));
    return faults;
  }
  for (const [index, item] of value.entries()) faults.push(...check(item, of, step(at, index)));
  return faults;
}

function checkTyped(value: unknown, shape: Shape & { is: 'typed' }, at: string): Fault[] {
  if (!isObject(value)) return [notA(at, 'an object')];
  const type = value['type'];
  if (type === undefined) return [missing(at, 'type')];
  if (typeof type !== 'string') return [notA(step(at, 'type'), 'a string')];
  const known = Object.hasOwn(shape.of, type) ? shape.of[type] : undefined;
  if (known !== undefined) return checkKeys(value, known, at);
  const allowed = Object.keys(shape.of);
  if (shape.text) return [notOneOf(step(at, 'type'), allowed, type)];
  return [
    {
      code: 'unsupported_type',
      message: `unsupported type: ${type}`,
      pointer: step(at, 'type'),
      constraint: { type: 'enum', expected: allowed, got: type },
    },
  ];
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
    const message = `invalid additional property: ${key}`;
    faults.push({ code: 'unknown_field', message, pointer: at, field: key });
  }
  for (const rule of shape.rules ?? []) faults.push(...rule(value, at));
  return faults;
}

/** The fault of an object that lacks a required key. */
export function missing(at: string, field: string): Fault {
  return {
    code: 'missing_field',
    message: `missing required field: ${field}`,
    pointer: at,
    field,
  };
}
