import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkPolicyFiles } from '../../src/policy/check.ts';
import { hashOf, loadPolicyFile, parsePolicy } from '../../src/policy/load.ts';
import { faultsIn, good } from './good-policy.ts';

describe('a good policy', () => {
  test('is read with its defaults filled in', () => {
    const result = parsePolicy(good, 'p.yaml');
    expect(result).toMatchObject({
      ok: true,
      source: good,
      policy: {
        ended: { resolved: 'Resolved' },
        updates: { warn_before_minutes: 5, overdue_reminders: 3 },
        room: { name: 'inc-{number}-{slug}', archive_after_days: 7 },
        roles: [{ key: 'commander', max: 1, duties: [] }],
      },
    });
  });

  test('has a hash that comments, order and spelled-out defaults do not change, and values do', () => {
    const hash = (text: string) => {
      const result = parsePolicy(text, 'p.yaml');
      if (!result.ok) throw new Error(result.faults.join('\n'));
      expect(hashOf(result.policy)).toBe(result.hash);
      return result.hash;
    };
    const moved = good.replace('version: 2\nname: Test\n', 'name: Test\n# a word\nversion: 2\n');
    expect(hash(moved)).toBe(hash(good));
    expect(hash(`${good}room:\n  archive_after_days: 7\n`)).toBe(hash(good));
    expect(hash(`${good}room:\n  archive_after_days: 8\n`)).not.toBe(hash(good));
    expect(hash(good)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['a byte order mark', `\uFEFF${good}`],
    ['line ends of Windows', good.replaceAll('\n', '\r\n')],
    [
      'anchors and aliases',
      good.replace(
        'name: Commander }',
        'name: Commander, duties: &d [a] }\n  - { key: b, name: B, duties: *d }',
      ),
    ],
    ['a wording that leaves a gap out', `${good}messages:\n  card.declared: 'Since {at}'\n`],
    [
      'every kind of invitation',
      `${good}invite:\n  always: [U0AB12CD, S0AB12CD, ada@example.com, '@sre']\n`,
    ],
  ])('may have %s', (_, text) => {
    expect(faultsIn(text)).toEqual([]);
  });
});

describe('a file that is no policy', () => {
  test.each([
    ['is empty', '', 'p.yaml:1:1 is empty; policies/default.yaml is a good start'],
    ['has only comments', '# soon\n', 'p.yaml:1:1 is empty; policies/default.yaml is a good start'],
    ['is a list', '- a\n', 'p.yaml:1:1 is not a policy: it must be keys with values'],
    ['is one text', 'hello', 'p.yaml:1:1 is not a policy: it must be keys with values'],
    [
      'is two documents',
      'a: 1\n---\nb: 2\n',
      'p.yaml:2:1 is not YAML as policies use it: a policy is one document, without ---',
    ],
    [
      'is indented with tabs',
      'version: 1\nroom:\n\tname: x\n',
      'p.yaml:3:1 is not YAML as policies use it: Tabs are not allowed as indentation',
    ],
    [
      'says a key twice',
      'version: 1\nversion: 1\n',
      'p.yaml:2:1 is not YAML as policies use it: Map keys must be unique',
    ],
    [
      'leaves a quote open',
      'name: "x\n',
      'p.yaml:2:1 is not YAML as policies use it: Missing closing "quote',
    ],
    [
      'asks for code',
      'name: !!js/function x\n',
      'p.yaml:1:7 is not YAML as policies use it: Unresolved tag: tag:yaml.org,2002:js/function',
    ],
    [
      'follows an alias to nowhere',
      'name: *nowhere\n',
      'p.yaml:1:1 has aliases that cannot be followed: Unresolved alias (the anchor must be set before the alias): nowhere',
    ],
    [
      'is larger than any policy',
      `# ${'x'.repeat(262_144)}`,
      'p.yaml:1:1 is 262146 bytes long; a policy may have 262144',
    ],
  ])('%s', (_, text, fault) => {
    expect(faultsIn(text)).toContain(fault);
  });

  test('fills the memory by aliases of aliases', () => {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const lines = levels.map((level, index) => {
      const below = index === 0 ? 'x' : `*${levels[index - 1]}`;
      return `${level}: &${level} [${Array.from({ length: 10 }, () => below).join(', ')}]\n`;
    });
    expect(faultsIn(lines.join(''))[0]).toMatch(/^p\.yaml:1:1 has aliases that cannot be followed/);
  });

  test('nests deeper than anything can be read', () => {
    expect(faultsIn('['.repeat(200_000))[0]).toMatch(/^p\.yaml:1:\d+ is not YAML/);
  });

  test('is not there, or is not text', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'policy-'));
    const binary = join(folder, 'binary.yaml');
    await writeFile(binary, new Uint8Array([0xff, 0xfe, 0x00]));
    expect(await loadPolicyFile(binary)).toEqual({
      ok: false,
      faults: [`${binary}:1:1 is not a text file in UTF-8`],
    });
    const absent = join(folder, 'absent.yaml');
    expect(await loadPolicyFile(absent)).toEqual({
      ok: false,
      faults: [`${absent}: there is no such file`],
    });
    expect(await loadPolicyFile(folder)).toEqual({
      ok: false,
      faults: [`${folder}: cannot be read (EISDIR)`],
    });
  });
});

test('every file in policies/ is a good policy', async () => {
  const files = (await readdir('policies')).filter((file) => file.endsWith('.yaml'));
  expect(files).toContain('default.yaml');
  for (const file of files) {
    const result = await loadPolicyFile(join('policies', file));
    expect(result.ok ? [] : result.faults).toEqual([]);
  }
});

test('checking files tells of each, and whether all are fine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'policy-'));
  const bad = join(folder, 'bad.yaml');
  await writeFile(bad, good.replace('version: 2', 'version: 7'));
  const both = await checkPolicyFiles(['policies/default.yaml', bad]);
  expect(both.ok).toBe(false);
  expect(both.output).toMatch(/^policies\/default\.yaml: fine \(Default, [0-9a-f]{12}\)\n/);
  expect(both.output).toContain(`${bad}:1:10 version: is 7; it must be 2\n`);
  expect((await checkPolicyFiles(['policies/default.yaml'])).ok).toBe(true);
});
