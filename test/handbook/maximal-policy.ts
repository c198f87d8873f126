import { z } from 'zod';
import { Policy } from '../../src/policy/schema.ts';

/** The parts of a JSON Schema that a value is made from. */
interface Shape {
  $ref?: string;
  const?: unknown;
  enum?: unknown[];
  type?: string;
  pattern?: string;
  format?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  anyOf?: Shape[];
  items?: Shape;
  properties?: Record<string, Shape>;
  propertyNames?: Shape;
  additionalProperties?: Shape | boolean;
}

export type Path = (string | number)[];

const root = z.toJSONSchema(Policy, { io: 'input' }) as Shape & { $defs?: Record<string, Shape> };

/**
 * A policy, as a file would say it, in which every key of the language is said once, each with a
 * value of its own. It refers to nothing that exists: what reads it must bear that.
 */
export function maximalPolicy(): Record<string, unknown> {
  counter = 0;
  return filled(root, []) as Record<string, unknown>;
}

/** Every value in it that has no parts, by its path. */
export function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) =>
    leavesOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The same policy with another value there; null where only one can be. */
export function withOther(
  policy: Record<string, unknown>,
  path: Path,
): Record<string, unknown> | null {
  const copy = structuredClone(policy);
  let holder: unknown = copy;
  let shape: Shape = root;
  for (const part of path.slice(0, -1)) {
    holder = (holder as Record<string | number, unknown>)[part];
    shape = inside(shape, part);
  }
  const last = path.at(-1) ?? '';
  const slots = holder as Record<string | number, unknown>;
  const own = resolved(inside(shape, last));
  if (own.const !== undefined || own.enum?.length === 1) return null;
  slots[last] = another(own, slots[last]);
  return copy;
}

/** `severities[].name`: the key of the language that a path belongs to. */
export function keyOf(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? '[]' : `.${part}`))
    .join('')
    .slice(1);
}

let counter = 0;

function filled(given: Shape, path: Path): unknown {
  const shape = resolved(given);
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return path.at(-1) === 'type' ? (shape.enum.at(-1) ?? null) : shape.enum[0];
  if (shape.anyOf) return filled(shape.anyOf.at(-1) ?? {}, path);
  if (shape.properties) return objectOf(shape.properties, path);
  if (shape.type === 'array') return arrayOf(shape, path);
  if (shape.type === 'object') return recordOf(shape, path);
  counter += 1;
  if (shape.type === 'boolean') return true;
  if (shape.type === 'integer' || shape.type === 'number') return inRange(shape, counter);
  return textOf(shape, counter);
}

function objectOf(properties: Record<string, Shape>, path: Path) {
  const entries = Object.entries(properties).filter(([key]) => !isCut(path, key));
  return Object.fromEntries(entries.map(([key, each]) => [key, filled(each, [...path, key])]));
}

/** The rules of files for what a file may say together. */
function isCut(path: Path, key: string): boolean {
  return path.length === 0 && ['includes', 'messages'].includes(key);
}

function arrayOf(shape: Shape, path: Path): unknown[] {
  const items = resolved(shape.items ?? {});
  // Of needs each says one thing.
  if (path.at(-1) === 'needs') {
    return Object.entries(items.properties ?? {}).map(([key, each]) => ({
      [key]: filled(each, [...path, 0, key]),
    }));
  }
  // A clock has one end.
  if (path.at(-1) === 'clocks') {
    const ends = resolved(items.properties?.['until'] ?? {}).properties ?? {};
    return Object.entries(ends).map(([key, each]) => ({
      ...(filled({ ...items, properties: without(items.properties, 'until') }, [
        ...path,
        0,
      ]) as object),
      until: { [key]: filled(each, [...path, 0, 'until', key]) },
    }));
  }
  return [filled(items, [...path, 0])];
}

function without(properties: Record<string, Shape> = {}, key: string): Record<string, Shape> {
  return Object.fromEntries(Object.entries(properties).filter(([each]) => each !== key));
}

function recordOf(shape: Shape, path: Path) {
  const of = shape.additionalProperties;
  if (typeof of !== 'object') return {};
  const names = resolved(shape.propertyNames ?? {}).enum ?? ['some_key'];
  return Object.fromEntries(
    names.map((name) => [String(name), filled(of, [...path, String(name)])]),
  );
}

function textOf({ pattern, format, maxLength }: Shape, id: number): string {
  const two = String(id % 28 || 1).padStart(2, '0');
  if (format === 'date') return `20${String(10 + (id % 80))}-03-${two}`;
  if (format === 'email') return `mail${id}@example.com`;
  for (const value of [
    `Text ${id}`,
    `key_${id}`,
    `key_${id}.step_${id}`,
    `https://example.com/${id}`,
    `#channel-${id}`,
    `@group-${id}`,
    `KEY_${id}`,
    `:emoji_${id}:`,
    `${String(id % 24).padStart(2, '0')}:${String(id % 60).padStart(2, '0')}`,
    'TH',
    'EUR',
    `inc-{number}-${id}`,
  ]) {
    const fits = pattern === undefined || new RegExp(pattern, 'u').test(value);
    if (fits && value.length <= (maxLength ?? 1000)) return value;
  }
  throw new Error(`no text fits ${pattern}`);
}

function inRange({ minimum = 0, maximum = 100_000 }: Shape, id: number): number {
  if (maximum < 1) return minimum;
  return minimum + (id % Math.max(1, Math.min(maximum - minimum, 997)));
}

function another(given: Shape, value: unknown): unknown {
  const shape = resolved(given);
  if (shape.enum) return shape.enum.find((each) => each !== value);
  if (shape.anyOf) return another(shape.anyOf.at(-1) ?? {}, value);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') {
    const { minimum = 0, maximum = Number.POSITIVE_INFINITY } = shape;
    if (shape.type === 'number' && maximum < 1) return value === maximum ? minimum : maximum;
    return value + 1 > maximum ? value - 1 : value + 1;
  }
  if (value === 'TH') return 'JP';
  if (value === 'EUR') return 'JPY';
  return textOf(shape, 7001);
}

function inside(given: Shape, part: string | number): Shape {
  const shape = resolved(given);
  const [variant] = shape.anyOf?.slice(-1) ?? [];
  if (variant) return inside(variant, part);
  if (typeof part === 'number') return shape.items ?? {};
  const named = shape.properties?.[part];
  if (named) return named;
  return typeof shape.additionalProperties === 'object' ? shape.additionalProperties : {};
}

function resolved(shape: Shape): Shape {
  const name = shape.$ref?.replace('#/$defs/', '');
  if (name === undefined) return shape;
  const found = root.$defs?.[name];
  if (!found) throw new Error(`the schema has no ${name}`);
  return resolved(found);
}
