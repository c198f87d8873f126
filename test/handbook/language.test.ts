import { describe, expect, test } from 'vitest';
import { handbookPages } from '../../src/handbook/handbook.ts';
import { Policy } from '../../src/policy/schema.ts';
import { keyOf, leavesOf, maximalPolicy, withOther } from './maximal-policy.ts';

const maximal = maximalPolicy();

function told(file: Record<string, unknown>): string {
  const read = Policy.safeParse(file);
  if (!read.success) throw new Error(JSON.stringify(read.error.issues, null, 1));
  return JSON.stringify(handbookPages(read.data));
}

describe('the handbook tells all that the language can say', () => {
  const before = told(maximal);
  const leaves = leavesOf(maximal).filter((path) => path[0] !== 'version' && !isRepeated(path));

  test('the policy that is asked about says every key', () => {
    expect(leaves.length).toBeGreaterThan(500);
  });

  // Whatever a key says, saying something else must be seen by a reader.
  test.each(Object.keys(maximal))('what %s says is in it', (section) => {
    const untold = leaves
      .filter((path) => {
        const other = path[0] === section ? withOther(maximal, path) : null;
        return other !== null && told(other) === before;
      })
      .map(keyOf);
    expect(untold).toEqual([]);
  });

  test('it is the same each time', () => {
    expect(told(structuredClone(maximal))).toBe(before);
  });
});

/** A condition is told the same wherever it stands: one is looked at whole, of others whether it is told at all. */
function isRepeated(path: readonly (string | number)[]): boolean {
  const at = path.findIndex((part) =>
    ['when', 'needed', 'required', 'suggested'].includes(String(part)),
  );
  if (at === -1 || at === path.length - 1 || path[0] === 'checklists') return false;
  return !(path[at + 1] === 'severity');
}
