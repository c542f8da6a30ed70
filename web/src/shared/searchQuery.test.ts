import { expect, test } from 'vitest';
import { finished, hasFilter, withFilter } from './searchQuery';

test.each([
  ['ferry from:', 'ferry'],
  ['from:', ''],
  ['FROM:', ''],
  ['from:ben', 'from:ben'],
  ['ferry before:2026-0', 'ferry'],
  ['ferry before:2026-01-31', 'ferry before:2026-01-31'],
  ['after:yesterday', 'after:yesterday'],
  ['has:fi', ''],
  ['has:file', 'has:file'],
  ['from: ferry', 'from: ferry'],
  ['wherefrom:', 'wherefrom:'],
])('of "%s" is searched for "%s"', (typed, asked) => {
  expect(finished(typed)).toBe(asked);
});

test.each([
  ['', 'from:', 'from:'],
  ['ferry ', 'in:', 'ferry in:'],
  ['ferry', 'has:file', 'ferry has:file '],
] as const)('"%s" with %s is "%s"', (query, filter, expected) => {
  expect(withFilter(query, filter)).toBe(expected);
});

test('a filter is one only at the beginning of a word', () => {
  expect(hasFilter('ferry from:ben')).toBe(true);
  expect(hasFilter('https://example.org/begin:')).toBe(false);
});
