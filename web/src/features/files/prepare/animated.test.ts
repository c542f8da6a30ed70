import { expect, test } from 'vitest';
import { readAnimated } from './animated';

const ascii = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const number = (value: number, littleEndian: boolean) => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, littleEndian);
  return bytes;
};

const chunk = (name: string, body: Uint8Array) => join(ascii(name), number(body.length, true), body, new Uint8Array(body.length % 2));
const webp = (...chunks: Uint8Array[]) => join(ascii('RIFF'), number(4 + join(...chunks).length, true), ascii('WEBP'), ...chunks);
const vp8x = (flags: number) => chunk('VP8X', Uint8Array.of(flags, 0, 0, 0, 9, 0, 0, 9, 0, 0));

const pngChunk = (name: string, body: Uint8Array) => join(number(body.length, false), ascii(name), body, ascii('crc!'));
const png = (...chunks: Uint8Array[]) => join(Uint8Array.of(0x89), ascii('PNG\r\n\x1a\n'), ...chunks);
const actl = (frames: number) => pngChunk('acTL', join(number(frames, false), number(0, false)));

function kept(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  return join(...readAnimated(bytes)!.parts);
}

test('an animated WebP keeps its frames and colours, and loses where and with what it was taken', () => {
  const frames = [chunk('ANIM', new Uint8Array(6)), chunk('ANMF', ascii('first')), chunk('ANMF', ascii('second'))];
  const profile = chunk('ICCP', ascii('colours'));
  const taken = [chunk('EXIF', ascii('52.1N 4.9E')), chunk('XMP ', ascii('camera'))];
  const bytes = webp(vp8x(0x2 | 0x20 | 0x8 | 0x4), profile, ...frames, ...taken, chunk('odd ', ascii('secret')));

  expect(readAnimated(bytes)?.frames).toBe(2);
  expect([...kept(bytes)]).toEqual([...webp(vp8x(0x2 | 0x20), profile, ...frames)]);
});

test('an animated PNG loses its texts, its EXIF and what stands behind its end', () => {
  const picture = [pngChunk('IHDR', new Uint8Array(13)), actl(3)];
  const pixels = [pngChunk('fcTL', ascii('1')), pngChunk('IDAT', ascii('2')), pngChunk('fdAT', ascii('3')), pngChunk('IEND', new Uint8Array())];
  const texts = ['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME'].map((name) => pngChunk(name, ascii('here and then')));
  const bytes = png(...picture, ...texts, ...pixels, ascii('hidden'));

  expect(readAnimated(bytes)?.frames).toBe(3);
  expect([...kept(bytes)]).toEqual([...png(...picture, ...pixels)]);
});

test.each([
  ['a still WebP', webp(vp8x(0), chunk('VP8 ', ascii('pixels')))],
  ['a still PNG', png(pngChunk('IHDR', new Uint8Array(13)), pngChunk('IDAT', ascii('1')), pngChunk('IEND', new Uint8Array()))],
  ['a PNG that names frames behind its pixels', png(pngChunk('IHDR', new Uint8Array(13)), pngChunk('IDAT', ascii('1')), actl(3))],
  ['a WebP that is cut off', webp(vp8x(2), chunk('ANMF', ascii('frame'))).slice(0, -3)],
  ['a PNG that is cut off', png(pngChunk('IHDR', new Uint8Array(13)), actl(2), pngChunk('fcTL', ascii('1'))).slice(0, -2)],
  ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
  ['nothing', new Uint8Array()],
])('%s is no animation', (_, bytes) => {
  expect(readAnimated(bytes)).toBeNull();
});
