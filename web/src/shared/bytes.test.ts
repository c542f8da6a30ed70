import { afterEach, expect, test } from 'vitest';
import { byteRate, fileSize, partOfSize } from './bytes';
import { activate } from './i18n';

afterEach(() => activate('en'));

test('sizes have a unit that fits', () => {
  expect(fileSize(0)).toBe('0 bytes');
  expect(fileSize(20_400_000)).toBe('20.4 MB');
});

test('a part of a size is told in the unit of the whole', () => {
  expect(partOfSize(12_345_678, 200_000_000)).toBe('12.3');
  expect(partOfSize(90_000, 200_000_000)).toBe('0.1');
  expect(partOfSize(12, 900)).toBe('12');
});

test('a rate is told by the second, in the language of the reader', async () => {
  expect(byteRate(2_130_000)).toBe('2.1 MB/s');
  expect(byteRate(400)).toBe('0.4 kB/s');
  await activate('ru');
  // The language data of some engines writes the second with a Latin letter.
  expect(byteRate(2_130_000)).toMatch(/^2,1 МБ\/[cс]$/);
  expect(partOfSize(12_345_678, 200_000_000)).toBe('12,3');
});
