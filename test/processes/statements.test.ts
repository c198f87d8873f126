import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notEnforced } from '../../src/policy/not-enforced.ts';
import { wordFor } from '../../src/slack/words.ts';
import { policyOf } from './policy-of.ts';

/** docs/processes.md has a row for every statement, and what its rows say is so. */

const root = join(import.meta.dirname, '../..');

/** How many statements each document has, and its policy. */
const documents = {
  '000': { statements: 48, policy: await policyOf('000-mana.yaml') },
  '001': { statements: 72, policy: await policyOf('001-small-team.yaml') },
  '002': { statements: 77, policy: await policyOf('002-rekberkan.yaml') },
  '003': { statements: 32, policy: await policyOf('003-customer-portal.yaml') },
  '004': { statements: 38, policy: await policyOf('004-denomas.yaml') },
} as const;

/** Whether Muster does not act on what stands at this path yet, as the checker says. */
function isWaiting(path: string): boolean {
  return notEnforced.some((each) => {
    const pattern = each.replaceAll('.', '\\.').replaceAll('[]', '\\.\\w+');
    return new RegExp(`^${pattern}(\\.|$)`).test(path);
  });
}

const rows = readFileSync(join(root, 'docs/processes.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| 00\d-/.test(line))
  .map((line) => {
    const [number = '', asks = '', keys = '', test = ''] = line.slice(2, -2).split(' | ');
    const paths = [...keys.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    return { number, asks, paths, test };
  });

type Row = (typeof rows)[number];

function documentOf({ number }: Row) {
  return documents[number.slice(0, 3) as keyof typeof documents];
}

/** What stands at a path; things in lists go by their key. Undefined where nothing does. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, name) => {
    if (Array.isArray(found)) {
      const byKey = found.find((item) => (item as { key?: string }).key === name);
      return byKey ?? (/^\d+$/.test(name) ? found[Number(name)] : undefined);
    }
    const inner = (found as Record<string, unknown> | undefined)?.[name];
    // A part of a step is written as `steps.step.part`.
    return inner ?? at((found as Record<string, unknown> | undefined)?.['steps'] ?? {}, name);
  }, value);
}

describe('the five policies', () => {
  it.each(Object.values(documents))(
    '$policy.name speaks only of commands that there are',
    ({ policy }) => {
      const spoken = [...JSON.stringify(policy).matchAll(/\/incident ([a-z]+)/g)];
      expect(spoken.map(([, word = '']) => word).filter((word) => wordFor(word) === null)).toEqual(
        [],
      );
    },
  );
});

describe('docs/processes.md', () => {
  it('has exactly the statements of the five documents, in their order', () => {
    const all = Object.entries(documents).flatMap(([document, { statements }]) =>
      Array.from(
        { length: statements },
        (_, index) => `${document}-${String(index + 1).padStart(2, '0')}`,
      ),
    );
    expect(all).toHaveLength(267);
    expect(rows.map(({ number }) => number)).toEqual(all);
  });

  it.each(rows)('$number names keys that its policy has: $asks', (row) => {
    expect(row.paths.length).toBeGreaterThan(0);
    for (const path of row.paths) {
      const found = at(documentOf(row).policy, path);
      expect(found, path).toBeDefined();
      if (Array.isArray(found)) expect(found, path).not.toHaveLength(0);
    }
  });

  it.each(rows)('$number cites tests that there are, or waits for what may wait', (row) => {
    if (row.test === '*not yet*') {
      expect(row.paths.filter((path) => !isWaiting(path))).toEqual([]);
      return;
    }
    const cited = [...row.test.matchAll(/`([^`]+)` › ([^;]+)/g)];
    expect(cited.length).toBeGreaterThan(0);
    for (const [, file = '', title = ''] of cited) {
      const source = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
      const isThere = ["it('", 'it("', "test('", "])('"].some((call) =>
        source.includes(call + title.trim()),
      );
      expect(isThere, `${file} has no test called ${title}`).toBe(true);
    }
  });
});
