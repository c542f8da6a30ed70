import { expect, test } from 'vitest';
import { centred, moved, sideOf, zoomed } from './crop';

const wide = { width: 800, height: 400 };

test('at first the largest square from the middle is chosen', () => {
  expect(centred(wide)).toEqual({ x: 400, y: 200, zoom: 1 });
  expect(sideOf(wide, centred(wide))).toBe(400);
});

test('moving stops at the edges', () => {
  expect(moved(wide, centred(wide), 9999, 9999)).toEqual({ x: 600, y: 200, zoom: 1 });
  expect(moved(wide, centred(wide), -9999, 0)).toEqual({ x: 200, y: 200, zoom: 1 });
});

test('zooming out at the edge moves the square back inside', () => {
  const corner = moved(wide, zoomed(wide, centred(wide), 4), 9999, 9999);
  expect(corner).toEqual({ x: 750, y: 350, zoom: 4 });
  expect(zoomed(wide, corner, 1)).toEqual({ x: 600, y: 200, zoom: 1 });
});

test('zoom stays within its bounds', () => {
  expect(zoomed(wide, centred(wide), 0.1).zoom).toBe(1);
  expect(zoomed(wide, centred(wide), 100).zoom).toBe(5);
});
