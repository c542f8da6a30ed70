import { expect, test } from 'vitest';
import { timeLeft } from './timeLeft';

test.each([
  [0, 'seconds', 1],
  [3.2, 'seconds', 4],
  [12, 'seconds', 15],
  [54, 'seconds', 55],
  [56, 'minutes', 1],
  [61, 'minutes', 2],
  [59 * 60, 'minutes', 59],
  [59 * 60 + 1, 'hours', 1],
  [2.1 * 3600, 'hours', 3],
])('%s seconds are %s %s', (seconds, unit, count) => {
  expect(timeLeft(seconds)).toEqual({ unit, count });
});
