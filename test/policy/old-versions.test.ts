import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkPolicyFiles } from '../../src/policy/check.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { lifted, policyVersion } from '../../src/policy/old-versions.ts';
import { Policy } from '../../src/policy/schema.ts';
import { faultsIn, good } from './good-policy.ts';

const old = good.replace('version: 2', 'version: 1');

describe('a file in an older version of the language', () => {
  test('is read as one of today, and people are told to change the number', async () => {
    const result = parsePolicy(old, 'p.yaml');
    if (!result.ok) throw new Error(result.faults.join('\n'));
    expect(result.policy.version).toBe(policyVersion);
    expect(result.notes).toEqual([
      'p.yaml:1:10 note version: is 1, read as version 2; change the number',
    ]);
    const path = join(await mkdtemp(join(tmpdir(), 'policy-')), 'old.yaml');
    await writeFile(path, old);
    const { output, ok } = await checkPolicyFiles([path], { strict: true });
    expect(ok).toBe(true);
    expect(output).toContain(`${path}:1:10 note version: is 1, read as version 2`);
  });

  test('says the same as if it were written today', () => {
    const hash = (text: string) => {
      const result = parsePolicy(text, 'p.yaml');
      return result.ok ? result.hash : result.faults;
    };
    expect(hash(old)).toBe(hash(good));
  });

  test('has its faults where they stand', () => {
    expect(faultsIn(old.replace('phase: active', 'phase: over'))).toEqual([
      'p.yaml:7:43 statuses[0].phase: is "over"; it must be one of triage, active, mitigated',
    ]);
  });

  test.each(['0', '3', 'one', '1.5', '-1'])(
    'is refused in version %s, which is none',
    (version) => {
      const [fault] = faultsIn(good.replace('version: 2', `version: ${version}`));
      expect(fault).toMatch(/^p\.yaml:1:10 version: is .*; it must be 2$/);
    },
  );
});

test('every version that was ever written can be lifted to that of the schema', () => {
  expect(Policy.shape.version.value).toBe(policyVersion);
  for (let version = 1; version < policyVersion; version += 1) {
    expect(lifted({ version })).toEqual({ body: { version: policyVersion }, from: version });
  }
  expect(lifted({ version: policyVersion }).from).toBeNull();
});
