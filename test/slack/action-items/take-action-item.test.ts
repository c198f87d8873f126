import { expect, test } from 'vitest';
import { takeActionItem } from '../../../src/slack/action-items/take-action-item.ts';
import { linksPolicy } from '../../support/links-policy.ts';

const {
  action_items: { kinds },
} = linksPolicy;
const plain = { text: 'Replace the pool', owner: null, due: null, kind: null };

test.each([
  ['Replace the pool', plain],
  ['Replace the pool <@U0DITA>', { ...plain, owner: 'U0DITA' }],
  ['Replace the pool in 3 days', { ...plain, due: { days: 3 } }],
  ['Replace the pool in 2 weeks', { ...plain, due: { days: 14 } }],
  ['Replace the pool by 2026-12-01', { ...plain, due: { on: '2026-12-01' } }],
  ['Replace the pool, due tomorrow', { ...plain, due: { days: 1 } }],
  ['Replace the pool by today.', { ...plain, due: { days: 0 } }],
  ['Replace the pool next release', { ...plain, kind: 'later' }],
  ['Replace the pool (hotfix)', { ...plain, kind: 'hotfix' }],
  ['Hotfix now: Replace the pool', { ...plain, kind: 'hotfix' }],
  [
    'Replace the pool <@U0DITA> in 1 day hotfix now',
    { text: 'Replace the pool', owner: 'U0DITA', due: { days: 1 }, kind: 'hotfix' },
  ],
  [
    'Replace the pool hotfix <@U0DITA> by 2026-12-01',
    { text: 'Replace the pool', owner: 'U0DITA', due: { on: '2026-12-01' }, kind: 'hotfix' },
  ],
  ['Check in 5 days of logs what broke', { ...plain, text: 'Check in 5 days of logs what broke' }],
  ['hotfix', { ...plain, text: 'hotfix' }],
])('%j', (typed, taken) => {
  expect(takeActionItem(typed, kinds)).toEqual(taken);
});
