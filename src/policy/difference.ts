import type { Policy } from './schema.ts';

/** What differs between two policies, in the words of the language that they are written in. */

/** Code points of a value that are shown. */
const shownOf = 48;

/**
 * One line for each value that is another one now, in the order of the policy: `severities.sev1.name:
 * SEV1 → Critical`. Things with keys are told apart by them, so that one that moved is no difference.
 * Its name is left out, because whoever reads this sees it, and its messages come last.
 */
export function policyDifference(before: Policy, after: Policy): string[] {
  const { name: _was, messages: saidBefore, ...one } = before;
  const { name: _is, messages: saidAfter, ...other } = after;
  return [...between('', one, other), ...between('messages', saidBefore, saidAfter)];
}

function between(path: string, before: unknown, after: unknown): string[] {
  if (isSame(before, after)) return [];
  const [one, other] = [partsOf(before), partsOf(after)];
  if (!one || !other) return [`${path}: ${shown(before)} → ${shown(after)}`];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const lines = keys.flatMap((key) => {
    const at = path === '' ? key : `${path}.${key}`;
    const [was, is] = [valueIn(one, key), valueIn(other, key)];
    if (was === undefined && isWhole(is)) return [`+ ${at}`];
    if (is === undefined && isWhole(was)) return [`- ${at}`];
    return between(at, was, is);
  });
  return lines.length > 0 ? lines : [`${path}: another order`];
}

/** Something with parts, which is named and not told. */
function isWhole(value: unknown): boolean {
  return typeof value === 'object' && value !== null && partsOf(value) !== null;
}

function valueIn(parts: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(parts, key) ? parts[key] : undefined;
}

/** The parts of an object, or of a list of things with keys; null where it is one value. */
function partsOf(value: unknown): Record<string, unknown> | null {
  if (Array.isArray(value)) {
    const isKeyed = value.every(isKeyedThing);
    return isKeyed ? Object.fromEntries(value.map((each) => [each.key, each])) : null;
  }
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

function isKeyedThing(value: unknown): value is { key: string } {
  return (
    typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string'
  );
}

function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
}

/** With the keys of objects in one order: a policy that was stored comes back in another one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '–';
  const text = (typeof value === 'string' ? value : JSON.stringify(sorted(value))).replace(
    /\s+/g,
    ' ',
  );
  const signs = [...text];
  return signs.length > shownOf ? `${signs.slice(0, shownOf - 1).join('')}…` : text;
}
