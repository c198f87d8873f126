import { describe, expect, test } from 'vitest';
import {
  commanderOf,
  findRole,
  findSeverity,
  findStatus,
  severityOf,
  statusName,
} from '../../src/incident/lookup.ts';
import type { Phase } from '../../src/incident/types.ts';
import { Role } from '../../src/policy/language/roles.ts';
import { defaultPolicy, Story } from './story.ts';

describe('a typed word', () => {
  test.each([
    ['sev1', 'sev1'],
    ['SEV-1', 'sev1'],
    ['sev 2', 'sev2'],
    ['critical', 'sev1'],
    ['P3', 'sev3'],
    ['sev9', undefined],
    ['', undefined],
  ])('%j means the severity %s', (word, key) => {
    expect(findSeverity(defaultPolicy, word)?.key).toBe(key);
  });

  test.each([
    ['Monitoring', 'monitoring'],
    ['mitigated', 'monitoring'],
    ['resolved', undefined],
  ])('%j means the status %s', (word, key) => {
    expect(findStatus(defaultPolicy, word)?.key).toBe(key);
  });

  test.each([
    ['ic', 'commander'],
    ['incident commander', 'commander'],
    ['inc', 'commander'],
    ['Comms', 'communications'],
    ['com', 'communications'],
    ['resp', 'responder'],
    ['x', undefined],
    ['', undefined],
  ])('%j means the role %s', (word, key) => {
    expect(findRole(defaultPolicy, word)?.key).toBe(key);
  });
});

test('a status reads as the policy says, also at the end', () => {
  const { incident } = new Story();
  const read = (phase: Phase) => statusName({ ...incident, phase }, defaultPolicy);
  expect((['active', 'resolved', 'reviewing', 'closed', 'cancelled'] as const).map(read)).toEqual([
    'Investigating',
    'Resolved',
    'Resolved',
    'Closed',
    'Cancelled',
  ]);
});

test('who commands is who holds the first role of the policy', () => {
  const story = new Story();
  expect(commanderOf(story.incident, defaultPolicy)).toBeNull();
  story.does({ type: 'take_role', by: 'UADA', role: 'commander' });
  expect(commanderOf(story.incident, defaultPolicy)).toBe('UADA');
});

test('a role may have a name that every object knows', () => {
  const policy = {
    ...defaultPolicy,
    roles: [Role.parse({ key: 'constructor', name: 'Constructor', max: 1, duties: [] })],
  };
  const story = new Story({}, policy);
  const command = { by: 'UADA', role: 'constructor' };
  expect(story.refuses({ type: 'accept_handover', ...command })).toMatchObject({
    code: 'no_offer',
  });
  story.does({ type: 'take_role', ...command }).does({ type: 'give_up_role', ...command });
  expect(story.incident.state.roles).toEqual({});
});

test('a severity that the policy has not is a bug, and says which', () => {
  expect(() => severityOf(defaultPolicy, 'sev9')).toThrow('the policy has no severity sev9');
});
