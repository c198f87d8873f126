import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { faultsOfChanged, warningsOfChanged } from './good-policy.ts';

/** A change to the good policy, and what the checker tells of it. */
interface Case {
  with: string;
  /** YAML at its end … */
  added?: string;
  /** … or a text of it, and what is said instead. */
  instead_of?: string;
  said?: string;
  told: string[];
}

function casesIn(file: string): [string, Case][] {
  const cases = parse(readFileSync(`test/policy/${file}`, 'utf8')) as Case[];
  return cases.map((each) => [each.with, each]);
}

function changeOf({ added, instead_of: before, said }: Case) {
  return added ?? ([before ?? '', said ?? ''] as [string, string]);
}

describe('what refers to nothing, clashes or has the wrong shape is named, with what is allowed', () => {
  test.each(casesIn('wrong-references.yaml'))('%s', (_, wrong) => {
    expect(faultsOfChanged(changeOf(wrong))).toEqual(wrong.told);
  });
});

describe('what cannot work is a fault', () => {
  test.each(casesIn('wrong-wholes.yaml'))('%s', (_, wrong) => {
    expect(faultsOfChanged(changeOf(wrong))).toEqual(wrong.told);
  });
});

describe('what is odd and perhaps meant is a warning, and the policy can be used', () => {
  test.each(casesIn('odd-wholes.yaml'))('%s', (_, odd) => {
    expect(warningsOfChanged(changeOf(odd))).toEqual(odd.told);
  });
});
