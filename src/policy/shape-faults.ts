import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { Fault, Path } from './positions.ts';
import { Policy } from './schema.ts';
import { unwrapped } from './schema-parts.ts';

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
    case 'invalid_format':
      return [
        { path, what: `is ${shown(found)}; it must be ${formats[issue.format] ?? issue.message}` },
      ];
    case 'invalid_union':
      return unionFaults(issue, path, root);
    case 'custom':
      return [{ path, what: `must be ${issue.message}` }];
    default:
      return [{ path, what: `is ${shown(found)}; it must be ${issue.message}` }];
  }
}

/** What a text of these formats is; others say it themselves. */
const formats: Readonly<Record<string, string>> = {
  date: 'a day, as 2026-12-24',
  email: 'an e-mail address',
};

/** Where one of the ways to say it was meant, what is wrong with that; otherwise all the ways. */
function unionFaults(issue: z.core.$ZodIssueInvalidUnion, path: Path, root: unknown): Fault[] {
  const meant = issue.errors.find(
    (option) => option.length > 0 && option.every((each) => !isOfOtherSort(each)),
  );
  if (meant) {
    return meant.flatMap((each) => faultsOf({ ...each, path: [...path, ...each.path] }, root));
  }
  const ways = issue.errors.flatMap(([first]): string[] => {
    if (first?.code === 'invalid_type') return [kind(first.expected)];
    return first?.code === 'invalid_value' ? [choice(first.values)] : [];
  });
  return [{ path, what: `is ${shown(valueAt(root, path))}; it must be ${ways.join(' or ')}` }];
}

function isOfOtherSort({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

function unknownKey(path: Path): Fault {
  const known = keysAt(path.slice(0, -1));
  const given = String(path.at(-1));
  const near = nearest(given, known);
  const all = known.length > 20 ? 'docs/policy.md has them all' : `known here: ${known.join(', ')}`;
  const hint = slips(given) ?? (near ? `did you mean ${near}?` : all);
  return { path, atKey: true, what: `is not a key of the policy; ${hint}` };
}

/** What YAML made a key of that nobody meant as one. */
function slips(given: string): string | undefined {
  if (given === '<<')
    return 'keys are not merged with <<; name a value with &name and use it whole with *name';
  return /\s/.test(given) ? 'a text with a comma between { } needs quotation marks' : undefined;
}

/** What was probably meant: the known word that is only a slip or two away. */
export function nearest(given: string, known: string[]): string | undefined {
  if (known.length === 0) return undefined;
  const word = closest(given, known);
  return distance(given, word) <= Math.max(2, Math.floor(given.length / 3)) ? word : undefined;
}

/** The keys that the schema knows at a path. */
function keysAt(path: Path): string[] {
  let schema: z.core.$ZodType | undefined = Policy;
  for (const part of path) schema = schema && partOf(schema, part);
  const inner = schema && unwrapped(schema);
  const named = inner instanceof z.ZodRecord ? inner.keyType : undefined;
  if (named instanceof z.ZodEnum) return named.options.map(String);
  return Object.keys((inner && objectIn(inner)?.shape) ?? {});
}

function partOf(schema: z.core.$ZodType, part: string | number): z.core.$ZodType | undefined {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray) return inner.element;
  if (inner instanceof z.ZodRecord) return inner.valueType;
  if (typeof part === 'number' && inner instanceof z.ZodUnion) {
    const list = inner.options.map(unwrapped).find((option) => option instanceof z.ZodArray);
    return list?.element;
  }
  const shape: Record<string, z.core.$ZodType> = objectIn(inner)?.shape ?? {};
  return Object.hasOwn(shape, part) ? shape[part] : undefined;
}

/** The object that a value must be here, or may be beside other things. */
function objectIn(schema: z.core.$ZodType): z.ZodObject | undefined {
  const inner = unwrapped(schema);
  const options = inner instanceof z.ZodUnion ? inner.options.map(unwrapped) : [inner];
  return options.find((option): option is z.ZodObject => option instanceof z.ZodObject);
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
