import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digest, Sha256 } from './sha256';

const pattern = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
const trusted = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function hashed(bytes: Uint8Array, pieces: number[] = [bytes.length]): string {
  const hash = new Sha256();
  let at = 0;
  for (const piece of pieces) hash.update(bytes.subarray(at, (at += piece)));
  hash.update(bytes.subarray(at));
  return hash.hex();
}

test('the published vectors come out', () => {
  const text = (value: string) => new TextEncoder().encode(value);
  expect(hashed(text(''))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(hashed(text('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hashed(text('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'))).toBe(
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  );
  expect(hashed(new Uint8Array(1_000_000).fill(0x61))).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0');
});

test('every length around the borders of blocks is right', () => {
  for (let length = 0; length <= 200; length++) expect([length, hashed(pattern(length))]).toEqual([length, trusted(pattern(length))]);
});

test('it does not matter how the bytes are cut', () => {
  const bytes = pattern(1000);
  for (const pieces of [[1, 1, 1], [63, 1, 64], [64, 64], [65, 63, 128, 1], [55, 9, 700], Array(1000).fill(1)]) {
    expect(hashed(bytes, pieces)).toBe(trusted(bytes));
  }
  expect(hashed(pattern(5000).subarray(7, 4099))).toBe(trusted(pattern(5000).slice(7, 4099)));
});

test('a file is read in slices and hashes like its bytes', async () => {
  const bytes = pattern(2 * 1024 * 1024 + 17);
  const read: number[] = [];
  expect(await digest(new Blob([bytes]), (so) => read.push(so))).toBe(trusted(bytes));
  expect(read).toEqual([1024 * 1024, 2 * 1024 * 1024, bytes.length]);
});
