import { expect, test, vi } from 'vitest';
import { Problem } from '../problem';
import { delay, isOffline, isWorthAnother } from './retry';

test.each([
  [0, 'offline', true],
  [429, 'rate_limited', true],
  [502, 'http.502', true],
  [503, 'storage.rate_limited', true],
  [503, 'storage.unavailable', true],
  [503, 'storage.full', true],
  [404, 'not_found', true],
  [409, 'conflict', true],
  [502, 'storage.access_denied', false],
  [502, 'storage.misconfigured', false],
  [409, 'file.quota', false],
  [413, 'too_large', false],
  [400, 'file.type_mismatch', false],
])('whether an upload goes on by itself after %s %s: %s', (status, code, expected) => {
  expect(isWorthAnother(new Problem(status, { code }), 1)).toBe(expected);
});

test('what is gone again and again is not begun anew for ever', () => {
  expect(isWorthAnother(new Problem(404), 3)).toBe(false);
});

test('what is still under way on the server is asked for longer than it may be in the way', () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  let [tries, waited] = [1, 0];
  for (; isWorthAnother(new Problem(409, { code: 'conflict' }), tries); tries++) waited += delay(new Problem(409, { code: 'conflict' }), tries + 1);
  expect(waited).toBeGreaterThan(60_000);
  expect(waited).toBeLessThan(600_000);
});

test('pauses grow, have an end, and are not the same for all', () => {
  const random = vi.spyOn(Math, 'random');
  random.mockReturnValue(1);
  expect([1, 2, 3, 6, 40].map((tries) => delay(new Problem(0), tries))).toEqual([2_000, 4_000, 8_000, 60_000, 60_000]);
  random.mockReturnValue(0);
  expect(delay(new Problem(0), 40)).toBe(30_000);
});

test('never sooner than the server says', () => {
  const random = vi.spyOn(Math, 'random');
  random.mockReturnValue(0);
  expect(delay(new Problem(503, {}, 7), 1)).toBe(7_000);
  random.mockReturnValue(1);
  expect(delay(new Problem(503, {}, 7), 1)).toBe(8_750);
});

test('an answer that did not come is offline only without a network', () => {
  expect(isOffline(new Problem(0))).toBe(false);
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  expect(isOffline(new Problem(0))).toBe(true);
  expect(isOffline(new Problem(503))).toBe(false);
});
