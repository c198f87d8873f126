import { expect, test } from 'vitest';
import limits from '../../../sandbox/data/limits.json' with { type: 'json' };
import { blockLimits } from './limit-cases-blocks.ts';
import { dataLimits } from './limit-cases-data.ts';
import { elementLimits } from './limit-cases-elements.ts';
import { wholeLimits } from './limit-cases-whole.ts';

const cases = { ...elementLimits, ...blockLimits, ...dataLimits, ...wholeLimits };

/** Every number in the file of limits, by its dotted path. */
function leaves(value: unknown, path: string): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) =>
    leaves(held, path === '' ? key : `${path}.${key}`),
  );
}

const all = leaves(limits, '');

test('every number in the file of limits is exercised, and nothing else', () => {
  expect(Object.keys(cases).sort()).toEqual(all.map(([path]) => path).sort());
});

test.each(all)('%s: %d is the last that Slack takes', (path, limit) => {
  const build = cases[path];
  if (build === undefined) throw new Error(`no case for ${path}`);
  const exclusive = path.endsWith('exclusive_min');
  const lower = exclusive || /\.min(?:_items|_length)?$/.test(path);
  const taken = exclusive ? limit + 0.001 : limit;
  const refused = exclusive ? limit : limit + (lower ? -1 : 1);
  expect(build(taken).faults).toEqual([]);
  const { faults, at } = build(refused);
  expect(faults.map((fault) => fault.pointer)).toContain(at);
});
