import { expect, test } from 'vitest';
import {
  takeActionItem,
  takeDue,
  takeOne,
} from '../../../src/slack/action-items/take-action-item.ts';
import { linksPolicy } from '../../support/links-policy.ts';

const {
  action_items: { kinds, priorities },
} = linksPolicy;
const plain = { text: 'Replace the pool', owner: null, due: null, kind: null, priority: null };

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
    { ...plain, owner: 'U0DITA', due: { days: 1 }, kind: 'hotfix' },
  ],
  [
    'Replace the pool hotfix <@U0DITA> by 2026-12-01',
    { ...plain, owner: 'U0DITA', due: { on: '2026-12-01' }, kind: 'hotfix' },
  ],
  ['Check in 5 days of logs what broke', { ...plain, text: 'Check in 5 days of logs what broke' }],
  ['Replace the pool P1', { ...plain, priority: 'P1' }],
  ['p0: Replace the pool in 3 days', { ...plain, due: { days: 3 }, priority: 'P0' }],
  [
    'Replace the pool P1 hotfix by tomorrow <@U0DITA>',
    { ...plain, owner: 'U0DITA', due: { days: 1 }, kind: 'hotfix', priority: 'P1' },
  ],
  ['Replace the pool (policy) in 3 days', { ...plain, due: { days: 3 }, changesPolicy: true }],
  ['Replace the pool in 3 days (policy)', { ...plain, due: { days: 3 }, changesPolicy: true }],
  ['policy: Replace the pool', { ...plain, changesPolicy: true }],
  ['Rewrite the retention policy', { ...plain, text: 'Rewrite the retention policy' }],
  ['hotfix', { ...plain, text: 'hotfix' }],
])('%j', (typed, taken) => {
  expect(takeActionItem(typed, kinds, priorities)).toEqual(taken);
});

test.each([
  ['3 done', { id: 3, what: 'done', rest: '', owner: null }],
  ['3 <@U0DITA>', { id: 3, what: 'give', rest: '', owner: 'U0DITA' }],
  ['12 give to <@U0DITA>', null],
  ['12 assign <@U0DITA>', { id: 12, what: 'give', rest: '', owner: 'U0DITA' }],
  ['3 drop it was a duplicate', { id: 3, what: 'drop', rest: 'it was a duplicate', owner: null }],
  ['3 link https://t.example/1', { id: 3, what: 'link', rest: 'https://t.example/1', owner: null }],
  [
    '3 move to 2026-12-01 because it rains',
    { id: 3, what: 'move', rest: 'to 2026-12-01 because it rains', owner: null },
  ],
  ['3 policy', { id: 3, what: 'policy', rest: '', owner: null }],
  ['3 applied', { id: 3, what: 'applied', rest: '', owner: null }],
  ['3 policy texts are wrong', null],
  ['2 open ports are to be closed', null],
  ['Close 2 ports', null],
  ['3', null],
])('of one that is there: %j', (typed, taken) => {
  expect(takeOne(typed)).toEqual(taken);
});

test.each([
  ['to 2026-12-01 because it rains', { due: { on: '2026-12-01' }, rest: 'because it rains' }],
  ['in 3 days, the vendor is late', { due: { days: 3 }, rest: 'the vendor is late' }],
  ['2 weeks', { due: { days: 14 }, rest: '' }],
  ['because it rains', { due: null, rest: 'because it rains' }],
])('a day that comes first: %j', (typed, taken) => {
  expect(takeDue(typed, 'first')).toEqual(taken);
});
