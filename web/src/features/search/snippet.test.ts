import { expect, test } from 'vitest';
import { snippet } from './snippet';

/** The matches of each word, as the server gives them. */
function found(text: string, ...words: string[]) {
  const matches = words.map((word) => ({ start: text.indexOf(word), length: word.length }));
  return snippet(text, matches.toSorted((a, b) => a.start - b.start));
}

const drawn = (pieces: ReturnType<typeof snippet>) => pieces.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('');

test('a short text is shown whole, with every match', () => {
  expect(drawn(found('The early ferry, please', 'early', 'please'))).toBe('The [early] ferry, [please]');
});

test('a match that is in the first lines anyway cuts nothing off', () => {
  const text = 'Gladly. I bring coffee, cups, sugar and the map.';
  expect(drawn(found(text, 'map'))).toBe(text.replace('map', '[map]'));
});

test('a match at either end leaves no empty piece', () => {
  expect(found('ferry', 'ferry')).toEqual([{ text: 'ferry', isMatch: true }]);
});

test('a match far inside is near the beginning of what is shown, which begins with a word', () => {
  const shown = drawn(found(`${'word '.repeat(100)}before the harbour wall ${'after '.repeat(100)}`, 'harbour'));
  expect(shown).toMatch(/^…(word )+before the \[harbour\] wall (after )+/);
  expect(shown.indexOf('[')).toBeLessThan(30);
  expect(shown).toMatch(/…$/);
  expect(shown.length).toBeLessThan(220);
});

test('where no spaces are, it is cut between characters', () => {
  const shown = drawn(found(`${'我们明天早上'.repeat(30)}坐渡轮${'然后回家'.repeat(80)}`, '渡轮'));
  expect(shown).toMatch(/^…[我们明天早上坐]{24}\[渡轮\]/);
});

test.each([
  ['surrogate pairs', '😀'],
  ['signs of several', '👩‍👩‍👧‍👦'],
  ['a sign and its colour', '👋🏽'],
  ['letters with marks', 'e\u0301'],
])('%s are not cut', (_name, sign) => {
  for (const shift of ['', 'x', 'xx', 'xxx']) {
    const pieces = found(`${shift}${sign.repeat(150)}here${sign.repeat(150)}`, 'here');
    const around = pieces.filter(({ isMatch }) => !isMatch).map(({ text }) => text.replaceAll('…', '').replaceAll('x', ''));
    for (const text of around) expect(text.replaceAll(sign, '')).toBe('');
  }
});

test('a match that is longer than what is shown is shown whole', () => {
  const long = 'a'.repeat(400);
  expect(found(`${'b'.repeat(300)} ${long} c`, long)).toContainEqual({ text: long, isMatch: true });
});

test('matches that overlap are drawn once', () => {
  const pieces = snippet('anna', [
    { start: 0, length: 3 },
    { start: 1, length: 3 },
  ]);
  expect(pieces.map(({ text }) => text).join('')).toBe('anna');
});

test('without a match the beginning is shown', () => {
  expect(drawn(snippet('Only a file', []))).toBe('Only a file');
  expect(drawn(snippet('x'.repeat(300), []))).toBe(`${'x'.repeat(200)}…`);
});
