import { expect, test } from 'vitest';
import { aFile } from '@/test/files';
import { t } from './i18n';
import { summary } from './summary';
import type { FileView } from './types';

const say = (...files: FileView[]) => summary({ text: '', files }, t);

test('a message without words is told by its first file', () => {
  expect(say(aFile({ kind: 'photo' }), aFile({ kind: 'video' }))).toBe('Photo');
  expect(say(aFile({ kind: 'video', duration: 65 }))).toBe('Video');
  expect(say(aFile({ kind: 'document', name: 'plan.pdf' }))).toBe('plan.pdf');
});

test.each([
  [11.6, 'Voice message 0:12'],
  [0.3, 'Voice message 0:01'],
  [754, 'Voice message 12:34'],
  [3600, 'Voice message 1:00:00'],
  [null, 'Voice message'],
])('a voice message of %s seconds is "%s"', (duration, text) => {
  expect(say(aFile({ kind: 'voice', duration }))).toBe(text);
});

test('words come before files, and what is deleted shows neither', () => {
  expect(summary({ text: 'look\nhere', files: [aFile({ kind: 'voice' })] }, t)).toBe('look here');
  expect(summary({ text: '', files: [], deletedAt: '2026-01-01T00:00:00Z' }, t)).toBe('Message deleted');
});
