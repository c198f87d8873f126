import { expect, test } from 'vitest';
import { peopleOf } from '../../src/incident/people-refs.ts';
import { kindsPolicy } from '../support/kinds-policy.ts';

test('a team is its members and the members of its teams, each once, whatever refers to whom', () => {
  expect(peopleOf(['team:money', 'UMONEY'], kindsPolicy)).toEqual([
    'UMONEY',
    '@night',
    'audit@example.com',
  ]);
});

test('a contact is whoever it is in the workspace; roles, anyone and the unknown are nobody', () => {
  const refs = ['contact:auditor', 'contact:bank', 'role:lead', 'anyone', 'team:nobody'];
  expect(peopleOf(refs, kindsPolicy)).toEqual(['audit@example.com']);
});

test('what can be invited as it is stays as it is', () => {
  const refs = ['U0ADA', 'S0GROUP', '@sre', 'ada@example.com'];
  expect(peopleOf(refs, kindsPolicy)).toEqual(refs);
});
