import { expect, test } from 'vitest';
import { readAmount } from '../../../src/incident/kinds/amounts.ts';

test.each([
  ['1500', 1500, ''],
  ['1,500.50 USD', 1500.5, 'USD'],
  ['1.500,50 €', 1500.5, '€'],
  ['50k', 50_000, ''],
  ['1.5m USD', 1_500_000, 'USD'],
  ['1.1k', 1_100, ''],
  ['1.125m', 1_125_000, ''],
  ['2 bn', 2_000_000_000, ''],
  ['Rp 1.500.000', 1_500_000, 'Rp'],
  ['$1,500', 1500, '$'],
  ['1 500 000', 1_500_000, ''],
  ["1'500", 1500, ''],
  ['0,5', 0.5, ''],
  ['.5', 0.5, ''],
  ['0.500', 0.5, ''],
  ['-3', -3, ''],
  ['60 %', 60, '%'],
  ['12 users', 12, 'users'],
])('%s is %d', (typed, value, unit) => {
  expect(readAmount(typed)).toEqual({ value, unit });
});

test.each(['', 'many', '12 of 40', '1,50,0', '1.2.3', '5,', 'about 5 users', '9'.repeat(400)])(
  '%s is no number',
  (typed) => {
    expect(readAmount(typed)).toEqual({ fault: 'number' });
  },
);

test('a dot before three digits may be a thousand or a fraction', () => {
  expect(readAmount('1.500')).toEqual({ fault: 'ambiguous_number' });
  expect(readAmount('12.345 USD')).toEqual({ fault: 'ambiguous_number' });
});
