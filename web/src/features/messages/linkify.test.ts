import { expect, test } from 'vitest';
import { linkify } from './linkify';

const links = (text: string) => linkify(text).filter((piece) => piece.href).map((piece) => [piece.text, piece.href]);

test('addresses become links without the stop of the sentence', () => {
  expect(links('See https://example.org/a?b=1#c. Or (http://example.com/x_(y)), or write to me@example.org!')).toEqual([
    ['https://example.org/a?b=1#c', 'https://example.org/a?b=1#c'],
    ['http://example.com/x_(y)', 'http://example.com/x_(y)'],
    ['me@example.org', 'mailto:me@example.org'],
  ]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'http://', 'JaVaScRiPt:alert(1)'])('%s stays text', (text) => {
  expect(links(text)).toEqual([]);
});

test('nothing of the text is lost', () => {
  const text = 'a <b>https://x.org</b> "https://y.org/ü" mailto:a@b.de, https://z.org)).';
  expect(linkify(text).map((piece) => piece.text).join('')).toBe(text);
});

test('a flood of brackets takes no time', () => {
  const started = performance.now();
  linkify(`https://x.org/${')'.repeat(4000)}`);
  linkify('a@'.repeat(2000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
