import { expect, test } from 'vitest';
import { between } from '../../src/views/duration.ts';
import { defaultPolicy, minutesAfterNoon } from '../incident/story.ts';

test.each([
  [0, 'less than a minute'],
  [0.4, 'less than a minute'],
  [1, '1 min'],
  [59, '59 min'],
  [60, '1 h'],
  [125, '2 h 5 min'],
  [24 * 60, '1 d'],
  [76 * 60, '3 d 4 h'],
])('%d minutes are said as %s', (minutes, said) => {
  expect(between(defaultPolicy, minutesAfterNoon(0), minutesAfterNoon(minutes))).toBe(said);
});
