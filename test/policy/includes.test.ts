import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadPolicyFile } from '../../src/policy/load.ts';
import { good } from './good-policy.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
});

/** Writes the files and reads the first one; faults come without the folder's name. */
async function read(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const result = await loadPolicyFile(join(folder, Object.keys(files)[0] ?? ''));
  if (result.ok) return { ...result, faults: [] };
  return { faults: result.faults.map((fault) => fault.replaceAll(`${folder}/`, '')) };
}

async function policyOf(files: Record<string, string>) {
  const { faults, ...result } = await read(files);
  expect(faults).toEqual([]);
  if (!('policy' in result)) throw new Error('the policy has faults');
  return result;
}

const own = 'version: 2\nname: Shop\nincludes: [company.yaml]\n';

describe('a policy that builds on another file', () => {
  test('has what that file says, where it says nothing itself', async () => {
    const { policy } = await policyOf({ 'shop.yaml': own, 'company.yaml': good });
    expect(policy).toMatchObject({ name: 'Shop', default_severity: 'sev1' });
    expect(policy.roles.map(({ key }) => key)).toEqual(['commander']);
  });

  test('joins things by key, and maps key by key; all else is replaced', async () => {
    const { policy } = await policyOf({
      'shop.yaml': `${own}severities:
  - { key: sev1, name: Storm, aliases: [x] }
  - { key: sev2, name: SEV2, meaning: less }
updates: { overdue_reminders: 1 }
invite: { always: [U0AB12CD] }
`,
      'company.yaml': `${good.replace('meaning: bad', 'meaning: bad, aliases: [a, b]')}updates: { warn_before_minutes: 3, overdue_reminders: 9 }
invite: { always: ['@all', '@sre'] }
`,
    });
    expect(policy.severities).toMatchObject([
      { key: 'sev1', name: 'Storm', meaning: 'bad', aliases: ['x'] },
      { key: 'sev2', name: 'SEV2' },
    ]);
    expect(policy.updates).toMatchObject({ warn_before_minutes: 3, overdue_reminders: 1 });
    expect(policy.invite.always).toEqual(['U0AB12CD']);
  });

  test('puts things in its own order where it names them all', async () => {
    const sev2 = '  - { key: sev2, name: SEV2, meaning: less }\ndefault_severity';
    const { policy } = await policyOf({
      'shop.yaml': `${own}severities: [{ key: sev2 }, { key: sev0, name: SEV0, meaning: worst }, { key: sev1 }]\n`,
      'company.yaml': good.replace('default_severity', sev2),
    });
    expect(policy.severities.map(({ key }) => key)).toEqual(['sev2', 'sev0', 'sev1']);
  });

  test('may build on several, of which the later wins, and they on others', async () => {
    const { policy, source } = await policyOf({
      'shop.yaml': 'version: 2\nincludes: [base/company.yaml, words.yaml]\n',
      'base/company.yaml': `includes: [deep/zone.yaml]\n${good}`,
      'base/deep/zone.yaml': 'version: 2\ncalendar: { zone: Asia/Bangkok, from: "08:00" }\n',
      'words.yaml': 'version: 2\nname: Words\ncalendar: { from: "10:00" }\n',
    });
    expect(policy.name).toBe('Words');
    expect(policy.calendar).toMatchObject({ zone: 'Asia/Bangkok', from: '10:00' });
    expect(source).toContain('# --- ');
    expect(source).toContain('Asia/Bangkok');
  });

  test('has the hash of the whole: what an included file says counts', async () => {
    const files = { 'shop.yaml': own, 'company.yaml': good };
    const { hash } = await policyOf(files);
    expect((await policyOf({ ...files, 'company.yaml': `# a word\n${good}` })).hash).toBe(hash);
    const changed = { ...files, 'company.yaml': good.replace('SEV1', 'SEV 1') };
    expect((await policyOf(changed)).hash).not.toBe(hash);
  });

  test('is checked as a whole, and each fault names the file and line it stands in', async () => {
    const { faults } = await read({
      'shop.yaml': `${own}roles:
  - { key: scribe, name: Scribe, substitute: captain }
  - { key: commander, max: 0 }
`,
      'company.yaml': good
        .replace('phase: active', 'phase: over')
        .replace('name: Commander', 'name: Commander, not_with: [helm]'),
    });
    expect(faults).toEqual([
      'shop.yaml:5:46 roles[0].substitute: no role has the key "captain"; it must be one of scribe, commander',
      'shop.yaml:6:28 roles[1].max: is 0; at least 1 is allowed',
      'company.yaml:7:43 statuses[0].phase: is "over"; it must be one of triage, active, mitigated',
      'company.yaml:9:51 roles[1].not_with[0]: no role has the key "helm"; it must be one of scribe, commander',
    ]);
  });

  test('lacks what no file says', async () => {
    const { faults } = await read({
      'shop.yaml': own,
      'company.yaml': 'version: 2\nstatuses: [{ key: on, name: On, phase: active }]\n',
    });
    expect(faults).toEqual(['shop.yaml:1:1 roles: is missing; it must be a list']);
  });

  test.each([
    ['is not there', 'gone.yaml', 'there is no such file'],
    ['is not a relative path', '/etc/company.yaml', 'it must be a path relative to this file'],
    ['is an address', 'https://example.com/p.yaml', 'it must be a path relative to this file'],
    ['is itself', 'shop.yaml', 'includes itself, by way of "shop.yaml"'],
  ])('is refused where what it includes %s', async (_, include, why) => {
    const { faults } = await read({ 'shop.yaml': `version: 2\nincludes: ['${include}']\n` });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^shop\.yaml:2:12 includes\[0\]: /);
    expect(faults[0]).toContain(why);
  });

  test('is refused where files include one another', async () => {
    const { faults } = await read({
      'shop.yaml': own,
      'company.yaml': 'includes: [base.yaml]\n',
      'base.yaml': 'includes: [shop.yaml]\n',
    });
    expect(faults).toEqual([
      'base.yaml:1:12 includes[0]: includes itself, by way of "shop.yaml", "company.yaml", "base.yaml"',
    ]);
  });

  test('is refused where it is made of too many files, or of too much', async () => {
    const names = Array.from({ length: 64 }, (_, index) => `p${index}.yaml`);
    const listed = (text: string) =>
      read({
        'shop.yaml': `version: 2\nincludes: [${names.join(', ')}]\n`,
        ...Object.fromEntries(names.map((name) => [name, text])),
      });
    expect((await listed('version: 2\n')).faults).toEqual([
      expect.stringMatching(/ includes\[63]: is one file too many; a policy may be made of 64$/),
    ]);
    const long = await listed(`version: 2\n# ${'x'.repeat(200_000)}\n`);
    expect(long.faults[0]).toMatch(
      / includes\[5]: makes the policy too long; all of its files may have 1048576 bytes together$/,
    );
  });

  test('reads each file once, however often and by whatever way it is included', async () => {
    const chain = Array.from({ length: 40 }, (_, index) => [
      `p${index}.yaml`,
      index === 39 ? good : `includes: [p${index + 1}.yaml, p${index + 1}.yaml]\n`,
    ]);
    const { policy } = await policyOf({
      'shop.yaml': 'version: 2\nname: Shop\nincludes: [p0.yaml, p39.yaml]\n',
      ...Object.fromEntries(chain),
    });
    expect(policy).toMatchObject({ name: 'Shop', default_severity: 'sev1' });
  });

  test('tells what is no YAML in the included file', async () => {
    const { faults } = await read({ 'shop.yaml': own, 'company.yaml': 'name: [\n' });
    expect(faults[0]).toMatch(/^company\.yaml:\d+:\d+ is not YAML as policies use it/);
  });
});
