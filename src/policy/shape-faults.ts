import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import type { Fault, Path } from './positions.ts';
import { Policy } from './schema.ts';

type Issue = z.core.$ZodIssue;

/** What the schema refuses, in words that say what is allowed instead. */
export function shapeFaults(issues: Issue[], value: unknown): Fault[] {
  return issues.flatMap((issue) => faultsOf(issue, value));
}

function faultsOf(issue: Issue, root: unknown): Fault[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const found = valueAt(root, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key]));
    case 'invalid_type':
      if (found === undefined)
        return [{ path, what: `is missing; it must be ${kind(issue.expected)}` }];
      return [{ path, what: `is ${shown(found)}; it must be ${kind(issue.expected)}` }];
    case 'invalid_value':
      if (found === undefined)
        return [{ path, what: `is missing; it must be ${choice(issue.values)}` }];
      return [{ path, what: `is ${shown(found)}; it must be ${choice(issue.values)}` }];
    case 'too_small':
      return [{ path, what: `${amount(found)}; at least ${bound(issue.minimum, issue.origin)}` }];
    case 'too_big':
      return [{ path, what: `${amount(found)}; at most ${bound(issue.maximum, issue.origin)}` }];
    default:
      return [{ path, what: `is ${shown(found)}; it must be ${issue.message}` }];
  }
}

function unknownKey(path: Path): Fault {
  const known = keysAt(path.slice(0, -1));
  const given = String(path.at(-1));
  const near = nearest(given, known);
  const all = known.length > 20 ? 'docs/policy.md has them all' : `known here: ${known.join(', ')}`;
  const hint = near ? `did you mean ${near}?` : all;
  return { path, atKey: true, what: `is not a key of the policy; ${hint}` };
}

/** What was probably meant: the known word that is only a slip or two away. */
export function nearest(given: string, known: string[]): string | undefined {
  if (known.length === 0) return undefined;
  const word = closest(given, known);
  return distance(given, word) <= Math.max(2, Math.floor(given.length / 3)) ? word : undefined;
}

/** The keys that the schema knows at a path. */
function keysAt(path: Path): string[] {
  let schema: unknown = Policy;
  for (const part of path) {
    const inner = unwrapped(schema);
    schema = typeof part === 'number' ? inner['element'] : shapeOf(inner)[part];
  }
  return Object.keys(shapeOf(unwrapped(schema)));
}

function shapeOf(schema: Record<string, unknown>): Record<string, unknown> {
  return (schema['shape'] as Record<string, unknown> | undefined) ?? {};
}

/** The schema inside defaults and optionals. */
function unwrapped(schema: unknown): Record<string, unknown> {
  let inner = (schema ?? {}) as Record<string, unknown>;
  while (typeof inner['unwrap'] === 'function' && !('element' in inner)) {
    inner = (inner['unwrap'] as () => Record<string, unknown>).call(inner);
  }
  return inner;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    root,
  );
}

function kind(expected: string): string {
  const kinds: Record<string, string> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'keys with values',
    record: 'keys with values',
  };
  return kinds[expected] ?? expected;
}

function choice(values: readonly unknown[]): string {
  const [only] = values;
  return values.length === 1 ? String(only) : `one of ${values.join(', ')}`;
}

/** A value as a person would say it, never longer than a line. */
function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'keys with values';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function amount(value: unknown): string {
  if (Array.isArray(value)) return `has ${value.length}`;
  if (typeof value === 'string') return `is ${value.length} characters long`;
  return `is ${shown(value)}`;
}

function bound(limit: number | bigint, origin: string): string {
  const isOne = Number(limit) === 1;
  if (origin === 'string')
    return isOne ? '1 character is allowed' : `${limit} characters are allowed`;
  return origin === 'array' && !isOne ? `${limit} are allowed` : `${limit} is allowed`;
}
