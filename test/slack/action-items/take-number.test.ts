import { expect, test } from 'vitest';
import { takeOneElsewhere } from '../../../src/slack/action-items/take-number.ts';

test.each([
  ['1 done #12', { one: { id: 1, what: 'done', rest: '', owner: null }, number: 12 }],
  ['3 <@U0DITA> #7', { one: { id: 3, what: 'give', rest: '', owner: 'U0DITA' }, number: 7 }],
  ['3 reopen  #7', { one: { id: 3, what: 'reopen', rest: '', owner: null }, number: 7 }],
  ['1 done', null],
  ['3 drop because of #7', null],
  ['2 ports as in #7', null],
  ['Close what is left of #7', null],
])('an incident at the end: %j', (typed, taken) => {
  expect(takeOneElsewhere(typed)).toEqual(taken);
});
