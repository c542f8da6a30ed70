import { expect, test } from 'vitest';
import { decodeWaveform, encodeWaveform } from './waveform';

const bytesOf = (waveform: string) => Array.from(atob(waveform), (char) => char.charCodeAt(0));

test('64 bars of a byte each, the loudest is 255, in the order of time', () => {
  const levels = Array.from({ length: 640 }, (_, index) => ({ at: index * 100, level: index === 320 ? 0.8 : 0.2 }));
  const waveform = encodeWaveform(levels, 64_000);
  expect(waveform).toMatch(/^[A-Za-z0-9+/]{86}==$/);
  const bars = bytesOf(waveform);
  expect(bars).toHaveLength(64);
  expect(bars[32]).toBe(255);
  expect(bars.filter((bar) => bar === 64)).toHaveLength(63);
});

test('a short message has no gaps between its few measures', () => {
  const bars = bytesOf(encodeWaveform([{ at: 100, level: 0.5 }, { at: 500, level: 1 }], 1000));
  expect(bars.slice(0, 32).every((bar) => bar === 128)).toBe(true);
  expect(bars.slice(32).every((bar) => bar === 255)).toBe(true);
});

test('silence stays low, and nothing measured is silence', () => {
  expect(Math.max(...bytesOf(encodeWaveform([{ at: 0, level: 0.02 }], 1000)))).toBe(51);
  expect(bytesOf(encodeWaveform([], 1000)).every((bar) => bar === 0)).toBe(true);
});

test('what another client sends is drawn with at most 64 bars, and rubbish with none', () => {
  expect(decodeWaveform(btoa('\x00\xff'))).toEqual([0, 1]);
  expect(decodeWaveform('_-8')).toEqual(decodeWaveform('/+8='));
  const many = decodeWaveform(btoa('\x00'.repeat(150) + '\xff' + '\x00'.repeat(49)));
  expect(many).toHaveLength(64);
  expect(many.filter((bar) => bar === 1)).toHaveLength(1);
  expect(decodeWaveform('===')).toEqual([]);
  expect(decodeWaveform(null)).toEqual([]);
});
