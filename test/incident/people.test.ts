import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refsMatching } from '../../src/engine/directory-refs.ts';
import { decidingRefs, isAmong } from '../../src/incident/people.ts';
import { Policy } from '../../src/policy/schema.ts';
import { defaultPolicy, Story } from './story.ts';

function policyWith(changes: Record<string, unknown>): Policy {
  return Policy.parse({ ...structuredClone(defaultPolicy), ...changes });
}

const teams = [
  { key: 'security', name: 'Security', members: ['@sirt', 'team:leads'] },
  { key: 'leads', name: 'Leads', members: ['ULEAD', 'boss@x.test', 'team:security'] },
  { key: 'others', name: 'Others', members: ['UOTHER'] },
];

describe('who is meant by a list of the policy', () => {
  const { incident, policy } = new Story().does({
    type: 'take_role',
    by: 'UADA',
    role: 'commander',
  });
  it.each([
    ['anybody by `anyone`', ['anyone'], 'UBEN', [], true],
    ['somebody by their id', ['UCY', 'UBEN'], 'UBEN', [], true],
    ['the members of what the directory says', ['@sre'], 'UBEN', ['@sre'], true],
    ['nobody outside it', ['@sre'], 'UBEN', ['@support'], false],
    ['who holds a role', ['role:commander'], 'UADA', [], true],
    ['not who holds none', ['role:commander'], 'UBEN', ['role:commander2'], false],
    ['nobody by an empty list', [], 'UADA', ['@sre'], false],
  ])('%s', (_title, list, userId, as, is) => {
    expect(isAmong(list, userId, as, incident, policy)).toBe(is);
  });

  it('nobody by a role where there is no incident', () => {
    expect(isAmong(['role:commander'], 'UADA', [], null, policy)).toBe(false);
  });

  it('a stand-in for a role, while nobody holds it', () => {
    const roles = [
      { key: 'commander', name: 'Commander' },
      { key: 'comms', name: 'Communications', substitute: 'commander' },
    ];
    const story = new Story({}, policyWith({ roles }));
    story.does({ type: 'take_role', by: 'UADA', role: 'commander' });
    expect(isAmong(['role:comms'], 'UADA', [], story.incident, story.policy)).toBe(true);
    story.does({ type: 'take_role', by: 'UBEN', role: 'comms' });
    expect(isAmong(['role:comms'], 'UADA', [], story.incident, story.policy)).toBe(false);
  });
});

describe('what must be known of a person', () => {
  const policy = policyWith({
    directory: { teams },
    permissions: { close: ['team:security', 'role:commander', 'anyone'] },
  });

  it('is what decides, with the members of teams in teams, and nothing of who is only invited', () => {
    expect(decidingRefs(policy)).toEqual([
      'team:security',
      '@sirt',
      'team:leads',
      'ULEAD',
      'boss@x.test',
    ]);
  });

  it.each([
    ['ULEAD', ['ULEAD', 'team:leads', 'team:security']],
    ['@sirt', ['@sirt', 'team:security', 'team:leads']],
    ['UOTHER', []],
  ])('%s matches their teams, however deep', async (member, expected) => {
    const refs = await refsMatching([policy, policy], async (ref) => ref === member);
    expect(refs.sort()).toEqual([...expected].sort());
  });

  it('a person is among a list exactly when they are named by it or by a team of it', () => {
    const ref = fc.constantFrom('ULEAD', 'UOTHER', '@sirt', 'team:security', 'team:others');
    fc.assert(
      fc.property(fc.array(ref), fc.array(ref), (list, as) => {
        const is = isAmong(list, 'UNOBODY', as, null, policy);
        expect(is).toBe(list.some((each) => as.includes(each)));
      }),
    );
  });
});
