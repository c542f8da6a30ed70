import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { hashBlob } from './hashBlob';
import { digest } from './sha256';

/** Runs what the real one runs, in this thread. */
class LocalWorker {
  static made: LocalWorker[] = [];
  onmessage?: (event: { data: unknown }) => void;
  onerror?: () => void;
  ended = false;

  constructor() {
    LocalWorker.made.push(this);
  }

  postMessage(blob: Blob) {
    void digest(blob, (read) => this.onmessage!({ data: { read } })).then(
      (sha256) => this.onmessage!({ data: { sha256 } }),
      () => this.onmessage!({ data: { unreadable: true } }),
    );
  }

  terminate() {
    this.ended = true;
  }
}

afterEach(() => {
  LocalWorker.made = [];
  vi.unstubAllGlobals();
});

const blob = new Blob(['some words']);
const { signal } = new AbortController();

test('a worker hashes the file, tells how far it is, and ends', async () => {
  vi.stubGlobal('Worker', LocalWorker);
  const parts: number[] = [];
  expect(await hashBlob(blob, signal, (part) => parts.push(part))).toBe(createHash('sha256').update('some words').digest('hex'));
  expect(parts).toEqual([1]);
  expect(LocalWorker.made.map(({ ended }) => ended)).toEqual([true]);
});

test('a file that cannot be read is refused by name', async () => {
  vi.stubGlobal('Worker', LocalWorker);
  vi.spyOn(blob, 'slice').mockReturnValue({ size: 10, arrayBuffer: () => Promise.reject(new Error('NotReadableError')) } as unknown as Blob);
  await expect(hashBlob(blob, signal, () => {})).rejects.toMatchObject({ code: 'file.unreadable', passing: false });
  expect(LocalWorker.made[0]!.ended).toBe(true);
});

test('giving up ends the worker', async () => {
  vi.stubGlobal('Worker', class extends LocalWorker {
    override postMessage() {}
  });
  const abort = new AbortController();
  const hashed = hashBlob(blob, abort.signal, () => {});
  abort.abort();
  await expect(hashed).rejects.toMatchObject({ name: 'AbortError' });
  expect(LocalWorker.made[0]!.ended).toBe(true);
});

test('a worker that cannot be started or loaded leaves the file without a hash', async () => {
  vi.stubGlobal('Worker', function refuse() {
    throw new DOMException('refused', 'SecurityError');
  });
  expect(await hashBlob(blob, signal, () => {})).toBeUndefined();
  vi.stubGlobal('Worker', class extends LocalWorker {
    override postMessage() {
      this.onerror!();
    }
  });
  expect(await hashBlob(blob, signal, () => {})).toBeUndefined();
});
