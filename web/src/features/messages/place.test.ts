import { expect, test } from 'vitest';
import { offsetOf, placeAfter } from './place';
import type { Row } from './rows';

const rowHeight = 40;
const list = { getItemOffset: (index: number) => index * rowHeight, getItemSize: () => rowHeight };
const view = (count: number) => ({ scrollHeight: count * rowHeight, clientHeight: 200 });
const rowsFrom = (first: number, count: number) => Array.from({ length: count }, (_, n) => ({ key: String(first + n) }) as Row);

test('a row keeps its place when older ones come in before it', () => {
  const place = { key: '110', align: 'start' } as const;
  const before = offsetOf(place, rowsFrom(100, 50), list, view(50))!;
  expect(before).toBe(10 * rowHeight - 48);
  expect(offsetOf(place, rowsFrom(0, 150), list, view(150))).toBe(before + 100 * rowHeight);
});

test('a row in the middle has as much above as below', () => {
  expect(offsetOf({ key: '10', align: 'center' }, rowsFrom(0, 50), list, view(50))).toBe(10 * rowHeight - 80);
});

test('the end is the end of what is there now, and a row that is gone has no place', () => {
  expect(offsetOf('end', rowsFrom(0, 50), list, view(50))).toBe(1800);
  expect(offsetOf({ key: '99', align: 'start' }, rowsFrom(0, 50), list, view(50))).toBeNull();
});

test('the end is followed by whoever is there, until he scrolls', () => {
  expect(placeAfter(null, true, true)).toBe('end');
  expect(placeAfter('end', true, false)).toBe('end');
  expect(placeAfter('end', false, false)).toBe('end');
  expect(placeAfter('end', false, true)).toBeNull();
  expect(placeAfter({ key: '1', align: 'start' }, true, false)).toBe('end');
});

test('a message that was asked for keeps its place near the end, until the reader scrolls', () => {
  const asked = { key: '1', align: 'center' } as const;
  expect(placeAfter(asked, true, false)).toBe(asked);
  expect(placeAfter(asked, false, false)).toBe(asked);
  expect(placeAfter(asked, true, true)).toBe('end');
  expect(placeAfter(asked, false, true)).toBeNull();
});
