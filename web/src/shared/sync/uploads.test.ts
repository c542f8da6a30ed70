import { Blob as StoredBlob } from 'node:buffer';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { problem, serve, signInAnswer } from '@/test/server';
import { clearDrafts, useDrafts } from '../drafts';
import { Problem } from '../problem';
import { signedIn } from '../session';
import type { Me } from '../types';
import { db } from './db';
import { closeOutbox, openOutbox, queueMessage, retryItem, useOutbox } from './outbox';
import { Uploads } from './uploads';
import { cancelUpload, discardItem, pauseUpload, resumeUpload } from './uploadStore';

signedIn({ ...signInAnswer, user: signInAnswer.user as Me });

const part = (done = false) => ({ number: 1, url: '/part/1', headers: {}, done });
const ready = (id: string) => ({ id, name: 'a.bin', size: 10, status: 'ready', hasThumbnail: false });
/** Of this kind, because jsdom's loses its bytes in the database of the tests. */
const blob = new StoredBlob(['0123456789']) as Blob;
const file = (id: string) => ({ id, blob, name: `${id}.bin`, contentType: 'text/plain', kind: 'document' as const });

let uploads: Uploads;
/** Parts under way, each with what lets it arrive. */
let underWay: { signal: AbortSignal; arrive: () => void }[];
let calls: ReturnType<typeof serve>;

const put = (_url: string, _headers: object, bytes: Blob, progress: (bytes: number) => void, signal: AbortSignal) =>
  new Promise<void>((arrive, fail) => {
    progress(bytes.size / 2);
    underWay.push({ signal, arrive });
    signal.addEventListener('abort', () => fail(signal.reason));
  });

beforeEach(async () => {
  const database = await db();
  await Promise.all([database.clear('outbox'), database.clear('uploads'), database.clear('uploadStates')]);
  clearDrafts();
  underWay = [];
  let reserved = 0;
  calls = serve({
    'POST /files': () => ({ body: { id: `f${++reserved}`, partSize: 10, parts: [part()] } }),
    'GET /files/f1/parts': () => ({ body: { partSize: 10, parts: [part()] } }),
    ...Object.fromEntries(['f1', 'f2'].flatMap((id) => [[`POST /files/${id}/complete`, () => ({ body: ready(id) })], [`DELETE /files/${id}`, () => ({ status: 204 })]])),
  });
  uploads = new Uploads({ put, hash: async () => 'ab12', pause: async () => {} });
  await openOutbox(() => uploads.pump());
});

afterEach(() => [uploads.stop(), closeOutbox()]);

const asked = (method: string, path: string) => calls.filter((call) => call.method === method && call.path === path).length;
const send = (text: string, ...ids: string[]) => queueMessage({ chatId: 'a', text, uploads: ids.map(file) });
const sending = (count: number) => vi.waitFor(() => expect(underWay).toHaveLength(count));

test('pausing stops what is under way and keeps what the server has', async () => {
  await send('', 'u');
  await sending(1);
  await pauseUpload('u');
  expect(underWay[0]!.signal.aborted).toBe(true);
  expect(await (await db()).get('uploadStates', 'u')).toMatchObject({ fileId: 'f1', sha256: 'ab12', paused: true });
  expect(asked('DELETE', '/files/f1')).toBe(0);
  expect(useOutbox.getState().items[0]!.failed).toBeUndefined();
});

test('what was paused stays paused over a reload, and goes on from what is stored', async () => {
  await send('', 'u');
  await sending(1);
  await pauseUpload('u');
  uploads.stop();
  closeOutbox();

  uploads = new Uploads({ put, hash: async () => 'other' });
  await openOutbox(() => uploads.pump());
  expect(underWay).toHaveLength(1);

  await resumeUpload('u');
  await sending(2);
  underWay[1]!.arrive();
  await vi.waitFor(() => expect(useOutbox.getState().uploads.u!.view).toMatchObject({ id: 'f1' }));
  expect(asked('GET', '/files/f1/parts')).toBe(1);
  expect(asked('POST', '/files')).toBe(1);
});

test('pausing and going on at once does not lose the upload', async () => {
  await send('', 'u');
  await sending(1);
  await Promise.all([pauseUpload('u'), resumeUpload('u')]);
  await vi.waitFor(() => {
    underWay.at(-1)!.arrive();
    expect(useOutbox.getState().uploads.u!.view).toMatchObject({ id: 'f1' });
  });
});

test('cancelling the only file takes the message away, deletes the file there and gives the words back', async () => {
  await send('The caption', 'u');
  await sending(1);
  await cancelUpload('u');
  expect(useOutbox.getState()).toMatchObject({ items: [], uploads: {} });
  expect(underWay[0]!.signal.aborted).toBe(true);
  await vi.waitFor(() => expect(asked('DELETE', '/files/f1')).toBe(1));
  expect(useDrafts.getState()).toEqual({ a: 'The caption' });
});

test('cancelling one of two files leaves the message with the other', async () => {
  await send('Two', 'u', 'v');
  await sending(2);
  await cancelUpload('u');
  expect(useOutbox.getState().items).toMatchObject([{ text: 'Two', uploadIds: ['v'] }]);
  expect(Object.keys(useOutbox.getState().uploads)).toEqual(['v']);
  underWay[1]!.arrive();
  await vi.waitFor(() => expect(useOutbox.getState().uploads.v!.view).toBeDefined());
  expect(useDrafts.getState()).toEqual({});
});

test('an upload that is cancelled while its place is being reserved leaves nothing behind', async () => {
  let reserve = () => {};
  const answered = new Promise<void>((done) => (reserve = done));
  calls = serve({
    'POST /files': () => answered.then(() => ({ body: { id: 'f1', partSize: 10, parts: [part()] } })),
    'DELETE /files/f1': () => ({ status: 204 }),
  });
  await send('', 'u');
  await vi.waitFor(() => expect(asked('POST', '/files')).toBe(1));
  await cancelUpload('u');
  reserve();
  await vi.waitFor(() => expect(asked('DELETE', '/files/f1')).toBe(1));
  expect(underWay).toEqual([]);
});

test('a server that cannot be reached does not hinder cancelling', async () => {
  await send('', 'u');
  await sending(1);
  calls = serve({});
  await cancelUpload('u');
  await vi.waitFor(() => expect(asked('DELETE', '/files/f1')).toBe(1));
  expect(useOutbox.getState().items).toEqual([]);
});

test('discarding a message deletes what the server has of its files', async () => {
  const cid = await send('', 'u', 'v');
  await sending(2);
  await discardItem(cid);
  await vi.waitFor(() => expect([asked('DELETE', '/files/f1'), asked('DELETE', '/files/f2')]).toEqual([1, 1]));
});

test('a full storage fails the message with the words of the server, and another try begins again', async () => {
  let isFull = true;
  calls = serve({
    'POST /files': () => (isFull ? problem(409, 'file.quota', 'Your storage is full.') : { body: { id: 'f1', partSize: 10, parts: [] } }),
    'POST /files/f1/complete': () => ({ body: ready('f1') }),
  });
  const cid = await send('', 'u');
  await vi.waitFor(() => expect(useOutbox.getState().items[0]!.failed).toEqual({ code: 'file.quota', detail: 'Your storage is full.' }));
  isFull = false;
  await retryItem(cid);
  await vi.waitFor(() => expect(useOutbox.getState().uploads.u!.view).toMatchObject({ id: 'f1' }));
});

test('the file that failed can be taken out, and the rest goes', async () => {
  calls = serve({
    'POST /files': ({ body }) =>
      (body as { name: string }).name === 'u.bin' ? problem(409, 'file.quota', 'Full.') : { body: { id: 'f2', partSize: 10, parts: [] } },
    'POST /files/f2/complete': () => ({ body: ready('f2') }),
  });
  await send('', 'u', 'v');
  await vi.waitFor(() => expect(useOutbox.getState().items[0]!.failed).toBeDefined());
  await cancelUpload('u');
  await vi.waitFor(() => expect(useOutbox.getState().items).toMatchObject([{ uploadIds: ['v'] }]));
  await vi.waitFor(() => expect(useOutbox.getState().uploads.v!.view).toBeDefined());
  expect(useOutbox.getState().items[0]!.failed).toBeUndefined();
});

test('a store that asks to wait is waited for, and the reason is shown', async () => {
  let tries = 0;
  calls = serve({
    'POST /files': () => (++tries < 3 ? problem(503, 'storage.unavailable', 'Later.', { retryAfter: 5 }) : { body: { id: 'f1', partSize: 10, parts: [] } }),
    'POST /files/f1/complete': () => ({ body: ready('f1') }),
  });
  const shown: unknown[] = [];
  const stop = useOutbox.subscribe(({ progress }) => shown.push(progress.u?.reason));
  await send('', 'u');
  await vi.waitFor(() => expect(useOutbox.getState().uploads.u!.view).toBeDefined());
  stop();
  expect(shown).toContainEqual({ code: 'storage.unavailable', detail: 'Later.' });
  expect(tries).toBe(3);
});

test('what waits for the network goes on the moment it is back', async () => {
  uploads.stop();
  const cut = vi.fn(put).mockRejectedValueOnce(new Problem(0));
  uploads = new Uploads({ put: cut, hash: async () => 'ab12' });
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  await send('', 'u');
  await vi.waitFor(() => expect(cut).toHaveBeenCalledTimes(1));
  await vi.waitFor(() => {
    dispatchEvent(new Event('online'));
    expect(cut).toHaveBeenCalledTimes(2);
  });
});
