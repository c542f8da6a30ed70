import { expect, test } from 'vitest';
import { fitted, moved, swipeOf, zoomedAt } from './zoom';

const stage = { width: 400, height: 800 };
const picture = { width: 400, height: 300 };

test('what is under the pointer stays there', () => {
  const at = { x: 100, y: 0 };
  const view = zoomedAt(fitted, 4, at, picture, stage);
  expect(view.scale).toBe(4);
  // The point of the picture that was at 100 is at 400 of the enlarged one, and moved back to 100.
  expect(100 * view.scale + view.x).toBe(100);
});

test('nothing becomes smaller than the stage or larger than eight times', () => {
  expect(zoomedAt(fitted, 0.5, { x: 50, y: 50 }, picture, stage)).toEqual(fitted);
  expect(zoomedAt(fitted, 100, { x: 0, y: 0 }, picture, stage).scale).toBe(8);
});

test('a picture that is made small again lies in the middle', () => {
  const large = zoomedAt(fitted, 4, { x: 200, y: 100 }, picture, stage);
  expect(zoomedAt(large, 0.25, { x: -200, y: -100 }, picture, stage)).toEqual(fitted);
});

test('an edge is never drawn into the stage', () => {
  const view = { scale: 2, x: 0, y: 0 };
  // 800 wide in 400: 200 to either side. 600 high in 800: no way to go.
  expect(moved(view, { x: 500, y: 90 }, picture, stage)).toEqual({ scale: 2, x: 200, y: 0 });
  expect(moved(view, { x: -500, y: -90 }, picture, stage)).toEqual({ scale: 2, x: -200, y: 0 });
});

test.each([
  [{ x: -120, y: 20 }, 'left'],
  [{ x: 120, y: -20 }, 'right'],
  [{ x: 10, y: 200 }, 'down'],
  [{ x: 10, y: -200 }, null],
  [{ x: 40, y: 3 }, null],
  [{ x: 100, y: 100 }, null],
])('a finger that moved by %o wants %s', (by, wish) => {
  expect(swipeOf(by, stage)).toBe(wish);
});
