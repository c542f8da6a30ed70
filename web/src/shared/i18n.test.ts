import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messages as en } from '../locales/en.po';
import { messages as ru } from '../locales/ru.po';
import { pickLocale } from './i18n';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => readFileSync(join('src', path), 'utf8'))
  .join('\n');

test('every text is in both catalogues', () => {
  expect(Object.keys(ru).sort()).toEqual(Object.keys(en).sort());
});

test('every text that the code asks for exists', () => {
  const asked = [...sources.matchAll(/\bt\('([^']+)'/g)].map((match) => match[1]!);
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((id) => !(id in en))).toEqual([]);
});

test('every text in the catalogues is used', () => {
  // Ids with a part that is only known when it is asked for, such as t(`theme.${theme}`).
  const families = [...sources.matchAll(/\bt\(`([^`$]+)\$\{/g)].map((match) => match[1]!);
  const used = (id: string) => sources.includes(`'${id}'`) || families.some((family) => id.startsWith(family));
  expect(Object.keys(en).filter((id) => !used(id))).toEqual([]);
});

test.each([
  [null, ['de-DE', 'ru-RU', 'en'], 'ru'],
  ['en', ['ru'], 'en'],
  [undefined, ['ja'], 'en'],
])('the language for %s and %s is %s', (wish, browser, expected) => {
  expect(pickLocale(wish, browser)).toBe(expected);
});
