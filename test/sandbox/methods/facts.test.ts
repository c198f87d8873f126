import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documentedErrors, factsOf, methodNames } from '../../../sandbox/methods/facts.ts';
import { methods } from '../../../sandbox/methods/table.ts';

describe('the table of methods', () => {
  test('answers exactly the methods whose facts are stated', () => {
    expect(Object.keys(methods).sort()).toEqual([...methodNames]);
  });

  test('knows nothing of a method that Slack does not have', () => {
    expect(factsOf('chat.shout')).toBeUndefined();
    expect(factsOf('toString')).toBeUndefined();
  });

  test('counts the errors of all methods among those of each', () => {
    expect(documentedErrors('pins.add')).toContain('ratelimited');
    expect(documentedErrors('pins.add')).toContain('already_pinned');
    expect(documentedErrors('pins.add')).not.toContain('name_taken');
  });
});

/** Every code that a family throws as a literal must be one that its methods may answer. */
describe('a family of methods', () => {
  const folder = new URL('../../../sandbox/methods/', import.meta.url);
  const families = readdirSync(folder)
    .map((file) => {
      const source = readFileSync(new URL(file, folder), 'utf8');
      const codes = [...source.matchAll(/SlackError\('([a-z_]+)'/g)].map((match) => match[1] ?? '');
      const names = [...source.matchAll(/^ {2}'([a-zA-Z0-9.]+)':/gm)].map(
        (match) => match[1] ?? '',
      );
      return { file, codes: [...new Set(codes)], names };
    })
    .filter(({ codes, names }) => codes.length > 0 && names.length > 0);

  test.each(families)('$file refuses with documented codes only', ({ codes, names }) => {
    const documented = new Set(names.flatMap((name) => [...documentedErrors(name)]));
    expect(codes.filter((code) => !documented.has(code))).toEqual([]);
  });
});
