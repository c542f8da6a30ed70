import { expect, test } from 'vitest';
import { Speed } from './speed';

test('it is the average of the last seconds, and unknown in the first', () => {
  const speed = new Speed();
  speed.saw(5_000, 0);
  expect(speed.perSecond(500)).toBeNull();
  speed.saw(6_000, 1_000);
  expect(speed.perSecond(1_000)).toBe(1_000);
  for (let second = 2; second <= 20; second++) speed.saw(6_000 + (second - 1) * 3_000, second * 1_000);
  expect(speed.perSecond(20_000)).toBe(3_000);
});

test('one burst moves it a little only', () => {
  const speed = new Speed();
  for (let second = 0; second <= 10; second++) speed.saw(second * 1_000, second * 1_000);
  speed.saw(11_000, 10_100);
  expect(speed.perSecond(10_100)).toBeLessThan(1_250);
});

test('a part that begins again is no negative speed', () => {
  const speed = new Speed();
  speed.saw(0, 0);
  speed.saw(4_000, 1_000);
  speed.saw(0, 1_500);
  speed.saw(4_000, 2_000);
  expect(speed.perSecond(2_000)).toBe(4_000);
});

test('when nothing goes any more it falls to nothing', () => {
  const speed = new Speed();
  speed.saw(0, 0);
  speed.saw(4_000, 1_000);
  expect(speed.perSecond(4_000)).toBe(1_000);
  expect(speed.perSecond(7_000)).toBe(0);
});
