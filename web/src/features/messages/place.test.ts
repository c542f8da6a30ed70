import { expect, test } from 'vitest';
import { offsetOf, placeAfter } from './place';
import type { Row } from './rows';

const rowHeight = 40;
const list = { getItemOffset: (index: number) => index * rowHeight, getItemSize: () => rowHeight };
const view = (count: number) => ({ scrollHeight: count * rowHeight, clientHeight: 200 });
const rowsFrom = (first: number, count: number) => Array.from({ length: count }, (_, n) => ({ key: String(first + n) }) as Row);

test('a row keeps its place when older ones come in before it', () => {
  const place = { key: '110' };
  const before = offsetOf(place, rowsFrom(100, 50), list, view(50))!;
  expect(before).toBe(10 * rowHeight - 80);
  expect(offsetOf(place, rowsFrom(0, 150), list, view(150))).toBe(before + 100 * rowHeight);
});

test('one begins a little above the first unread row, and at the end while there is none', () => {
  const rows = rowsFrom(0, 50).map((row) => ({ ...row, firstUnread: row.key === '20' }));
  expect(offsetOf('unread', rows, list, view(50))).toBe(20 * rowHeight - 48);
  expect(offsetOf('unread', rowsFrom(0, 50), list, view(50))).toBe(1800);
});

test('the end is the end of what is there now, and a row that is gone has no place', () => {
  expect(offsetOf('end', rowsFrom(0, 50), list, view(50))).toBe(1800);
  expect(offsetOf({ key: '99' }, rowsFrom(0, 50), list, view(50))).toBeNull();
});

test('the end is followed by whoever is there, until he scrolls', () => {
  expect(placeAfter(null, true, true, false)).toBe('end');
  expect(placeAfter('end', true, false, false)).toBe('end');
  expect(placeAfter('end', false, false, true)).toBe('end');
  expect(placeAfter('end', false, true, false)).toBeNull();
  expect(placeAfter('unread', true, false, false)).toBe('end');
});

test('the first unread one is waited for while some are missing, until the reader scrolls', () => {
  expect(placeAfter('unread', true, false, true)).toBe('unread');
  expect(placeAfter('unread', false, false, true)).toBe('unread');
  expect(placeAfter('unread', false, false, false)).toBe('unread');
  expect(placeAfter('unread', true, true, true)).toBe('end');
  expect(placeAfter('unread', false, true, true)).toBeNull();
});

test('a message that was asked for keeps its place near the end, until the reader scrolls', () => {
  const asked = { key: '1' };
  expect(placeAfter(asked, true, false, false)).toBe(asked);
  expect(placeAfter(asked, false, false, false)).toBe(asked);
  expect(placeAfter(asked, true, true, false)).toBe('end');
  expect(placeAfter(asked, false, true, false)).toBeNull();
});
