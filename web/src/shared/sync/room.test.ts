import { beforeEach, expect, test, vi } from 'vitest';
import { aFile } from '@/test/files';
import { problem, serve, signInAnswer } from '@/test/server';
import { signedIn } from '../session';
import type { FileView, Me, Storage } from '../types';
import type { Upload } from './uploadModel';
import { runUpload } from './uploader';

const mebibyte = 1024 * 1024;
const sized = (mebibytes: number) => ({ size: mebibytes * mebibyte, slice: () => new Blob(['x']) }) as unknown as Blob;
const upload = (mebibytes: number): Upload => ({ id: 'u', cid: 'c', blob: sized(mebibytes), name: 'film.mp4', contentType: 'video/mp4', kind: 'video' });

const storage = (change: Partial<Storage> = {}) => ({
  body: { used: 0, quota: 5000 * mebibyte, maxSize: 2000 * mebibyte, items: [] as FileView[], ...change },
});

function ports() {
  return { save: vi.fn(async () => {}), progress: vi.fn(), signal: new AbortController().signal, put: vi.fn(async () => {}), hash: vi.fn(async (): Promise<string | undefined> => 'ab12') };
}

/** What is stored when nothing is refused. */
const taken = {
  'POST /files': () => ({ body: { id: 'f', partSize: 10, parts: [] } }),
  'POST /files/f/complete': () => ({ body: { id: 'f', hasThumbnail: false } }),
};

beforeEach(() => signedIn({ ...signInAnswer, user: signInAnswer.user as Me }));

test('a file that is too large is refused with the limit before it is read', async () => {
  const calls = serve({ 'GET /me/storage': () => storage() });
  const given = ports();
  await expect(runUpload(upload(2001), given)).rejects.toMatchObject({ code: 'too_large', passing: false, failure: { code: 'too_large', limit: 2000 * mebibyte } });
  expect(given.hash).not.toHaveBeenCalled();
  expect(calls.map(({ path }) => path)).toEqual(['/me/storage']);
});

test('a file without room is refused before it is read', async () => {
  serve({ 'GET /me/storage': () => storage({ used: 4900 * mebibyte }) });
  const given = ports();
  await expect(runUpload(upload(101), given)).rejects.toMatchObject({ code: 'file.quota', passing: false });
  expect(given.hash).not.toHaveBeenCalled();
});

test('what may be there already takes no room', async () => {
  serve({ 'GET /me/storage': () => storage({ used: 4900 * mebibyte, items: [aFile({ size: 101 * mebibyte })] }), ...taken });
  expect(await runUpload(upload(101), ports())).toMatchObject({ id: 'f' });
});

test('a file that fits is asked about once, a small one and a hashed one not at all', async () => {
  const calls = serve({ 'GET /me/storage': () => storage(), ...taken });
  const asked = () => calls.filter(({ path }) => path === '/me/storage').length;
  await runUpload(upload(101), ports());
  expect(asked()).toBe(1);
  await runUpload(upload(100), ports());
  await runUpload({ ...upload(101), sha256: 'ab12' }, ports());
  expect(asked()).toBe(1);
});

test('without an answer it goes on as ever', async () => {
  serve(taken);
  expect(await runUpload(upload(101), ports())).toMatchObject({ id: 'f' });
  serve({ 'GET /me/storage': () => problem(503, 'busy', 'Later.'), ...taken });
  expect(await runUpload(upload(101), ports())).toMatchObject({ id: 'f' });
});

test('who cancels while it is asked about ends it there', async () => {
  const abort = new AbortController();
  serve({
    'GET /me/storage': () => {
      abort.abort();
      return storage();
    },
  });
  const given = { ...ports(), signal: abort.signal };
  await expect(runUpload(upload(101), given)).rejects.toThrow();
  expect(given.hash).not.toHaveBeenCalled();
});
