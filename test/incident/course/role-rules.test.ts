import { describe, expect, it } from 'vitest';
import type { PersonCommand } from '../../../src/incident/types.ts';
import { Story } from '../story.ts';
import { policyWith } from './course-policy.ts';

function take(role: string, by = 'UADA', as: string[] = []): PersonCommand {
  return { type: 'take_role', by, role, as };
}

describe('who may hold a role', () => {
  const policy = policyWith({
    permissions: { command: ['team:leads'] },
    roles: [
      { key: 'commander', name: 'Commander' },
      { key: 'finance', name: 'Finance', may_hold: ['@finance'], not_with: ['security'] },
      { key: 'security', name: 'Security' },
    ],
  });

  it('is said by the role, and for the first one by who may command', () => {
    const story = new Story({}, policy);
    expect(story.refuses(take('finance'))).toEqual({
      code: 'may_not_hold',
      role: 'finance',
      userId: 'UADA',
      who: ['@finance'],
    });
    expect(story.refuses(take('commander'))).toMatchObject({ who: ['team:leads'] });
    story.does(take('commander', 'UADA', ['team:leads']));
    story.does(take('finance', 'UB', ['@finance']));
  });

  it('is asked of who is given the role, not of who gives it', () => {
    const story = new Story({}, policy);
    const assign = { type: 'assign_role', by: 'UADA', role: 'finance', userId: 'UB' } as const;
    expect(story.refuses({ ...assign, as: ['@finance'] }).code).toBe('may_not_hold');
    story.does({ ...assign, receiverAs: ['@finance'] });
    const offer = { type: 'offer_handover', by: 'UB', role: 'finance', to: 'UCY' } as const;
    expect(story.refuses(offer).code).toBe('may_not_hold');
    story.does({ ...offer, receiverAs: ['@finance'] });
    const accept = { type: 'accept_handover', by: 'UCY', role: 'finance' } as const;
    expect(story.refuses(accept).code).toBe('may_not_hold');
    story.does({ ...accept, as: ['@finance'] });
  });

  it('one person does not hold two that exclude each other, whichever comes first', () => {
    const story = new Story({}, policy).does(take('security'));
    expect(story.refuses(take('finance', 'UADA', ['@finance']))).toEqual({
      code: 'not_with',
      role: 'finance',
      userId: 'UADA',
      held: 'security',
    });
    const other = new Story({}, policy).does(take('finance', 'UADA', ['@finance']));
    expect(other.refuses(take('security')).code).toBe('not_with');
  });
});

describe('in a small team', () => {
  const policy = policyWith({
    room: { quiet: true },
    roles: [
      { key: 'lead', name: 'Lead', takes_along: ['scribe', 'comms'] },
      { key: 'scribe', name: 'Scribe', duties: ['Write it down'] },
      { key: 'comms', name: 'Comms', may_hold: ['@comms'] },
    ],
  });

  it('who takes a role gets those along that nobody holds, in one line', () => {
    const story = new Story({}, policy).does(take('lead'));
    expect(Object.keys(story.incident.state.roles)).toEqual(['lead', 'scribe']);
    expect(story.entries).toHaveLength(2);
    expect(story.last?.data['also']).toContainEqual({ type: 'roles_along', roles: ['scribe'] });
    expect(story.told()).toEqual([
      { to: 'dm:UADA', fact: { type: 'role_duties', role: 'scribe', by: 'UADA' } },
    ]);
  });

  it('what somebody holds already stays theirs', () => {
    const story = new Story({}, policy).does(take('scribe', 'UB')).does(take('lead'));
    expect(story.incident.state.roles['scribe']).toMatchObject([{ userId: 'UB' }]);
  });

  it('a quiet room hears of no change of roles', () => {
    const story = new Story({}, policy).does(take('lead'));
    story.does({ type: 'give_up_role', by: 'UADA', role: 'lead' });
    expect(story.told()).toEqual([]);
    expect(story.renewed()).toContain('card');
  });
});
