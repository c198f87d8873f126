import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkPolicyFiles } from '../../src/policy/check.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { notEnforced, notEnforcedIn } from '../../src/policy/not-enforced.ts';
import { Policy } from '../../src/policy/schema.ts';
import { good } from './good-policy.ts';

/**
 * A key counts as read where its name stands in the sources as a word. A name that is also another
 * word (`name`, `from`) is found too easily; one that nothing reads is found for sure.
 */
describe('a key of the policy that nothing reads is a defect', () => {
  const folders = [
    'incident',
    'organisation',
    'calendar',
    'views',
    'slack',
    'engine',
    'integrations',
    'http',
  ];
  const acting = `${sourcesOf(...folders)}\n${readFileSync('src/start-pagers.ts', 'utf8')}`;
  const telling = `${acting}\n${sourcesOf('simulate', 'handbook')}`;
  const paths = pathsIn();

  test('every key is read by something other than the language and its checks', () => {
    expect(paths.length).toBeGreaterThan(300);
    // What the reading of the file is about.
    const forReading = ['version', 'includes'];
    const unread = paths.filter((path) => !forReading.includes(path) && !names(telling, path));
    expect(unread).toEqual([]);
  });

  test('what only the handbook and the simulation read is said not to be enforced, or is only to be read', () => {
    const toBeRead = [
      'undecided',
      'documents',
      'kinds[].explanation',
      'modules[].scope',
      'directory.register',
      'call.provider',
      // There is one so far.
      'on_call[].pager.provider',
    ];
    const known = [...notEnforced, ...toBeRead, 'includes'];
    const unread = paths.filter(
      (path) => !names(acting, path) && !known.some((each) => path === each || isBelow(path, each)),
    );
    expect(unread).toEqual([]);
  });

  test('what is said not to be enforced is in the language', () => {
    expect(notEnforced.filter((path) => !paths.includes(path))).toEqual([]);
    expect(new Set(notEnforced).size).toBe(notEnforced.length);
  });
});

describe('what is not enforced yet', () => {
  const used = (more: string) => {
    const result = parsePolicy(good + more, 'p.yaml');
    if (!result.ok) throw new Error(result.faults.join('\n'));
    return notEnforcedIn(result.policy);
  };

  test('is told of a policy that uses it, and of no other', () => {
    expect(used('')).toEqual([]);
    expect(used('calendar: { zone: Asia/Bangkok }\n')).toEqual([]);
    expect(used('calendar: { from: "08:00", holidays: TH }\n')).toEqual([]);
    expect(used('on_call: [{ key: p, name: P, people: [U0AB12CD] }]\n')).toEqual([]);
    expect(used('postmortem: { within_days: 5 }\n')).toEqual([]);
    expect(used('postmortem: { chosen: true, arrange: active }\n')).toEqual([]);
    const kept = 'evidence: { copy_to: /srv/evidence, keep_days: 30 }\n';
    expect(used(kept)).toEqual(['evidence.keep_days']);
    expect(used('stages: [{ key: a, name: A, window: { to_minutes: 5 } }]\n')).toEqual([]);
  });

  test('stands in one line of what the checker prints', async () => {
    const { output, ok } = await checkPolicyFiles(['policies/example.yaml']);
    expect(ok).toBe(true);
    expect(output).toMatch(/^policies\/example\.yaml: not enforced yet: evidence\.keep_days$/m);
  });
});

function sourcesOf(...folders: string[]): string {
  return folders
    .flatMap((folder) => {
      const root = join('src', folder);
      return readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(root, name), 'utf8'));
    })
    .join('\n');
}

function names(sources: string, path: string): boolean {
  return new RegExp(`\\b${path.split('.').at(-1)?.replace('[]', '')}\\b`).test(sources);
}

function isBelow(path: string, other: string): boolean {
  return path.startsWith(`${other}.`) || path.startsWith(`${other}[]`);
}

interface Described {
  properties?: Record<string, Described>;
  items?: Described;
  anyOf?: Described[];
}

/** The paths of all keys, those of conditions and steps once each. */
function pathsIn(): string[] {
  const schema = z.toJSONSchema(Policy, { io: 'input' }) as Described & {
    $defs?: Record<string, Described>;
  };
  const below = (part: Described, prefix: string): string[] => [
    ...Object.entries(part.properties ?? {}).flatMap(([name, value]) => [
      `${prefix}${name}`,
      ...below(value, `${prefix}${name}.`),
      ...(value.items ? below(value.items, `${prefix}${name}[].`) : []),
    ]),
    ...(part.anyOf ?? []).flatMap((option) => below(option, prefix)),
  ];
  const shared = Object.entries(schema.$defs ?? {});
  return [...below(schema, ''), ...shared.flatMap(([id, part]) => below(part, `(${id}).`))];
}
