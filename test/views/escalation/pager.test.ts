import { expect, it } from 'vitest';
import { OnCall } from '../../../src/policy/language/on-call.ts';
import { errorText } from '../../../src/views/escalation/names.ts';
import { whoText } from '../../../src/views/people.ts';
import { testPolicy } from '../../support/engine.ts';

it.each([
  ['pager_no_key', 'it has no key'],
  ['pager_refused', 'it refused the page'],
  ['pager_busy', 'it is busy, and tried again'],
  ['pager_silent', 'it does not answer, and is tried again'],
])('a pager that fails with %s is named apart from its rotation', (error, words) => {
  const policy = { ...testPolicy, on_call: [OnCall.parse({ key: 'primary', name: 'Primary' })] };
  expect(whoText(policy, ['pager:primary']).text).toBe('the pager of Primary');
  expect(errorText(policy, error).text).toBe(words);
});
