import { expect, test, vi } from 'vitest';
import { problem, serve, signInAnswer } from '@/test/server';
import { Problem } from '../problem';
import { signedIn } from '../session';
import type { Me } from '../types';
import type { Upload } from './uploadModel';
import { type Ports, runUpload } from './uploader';

signedIn({ ...signInAnswer, user: signInAnswer.user as Me });

const blob = new Blob(['0123456789']);
const upload: Upload = { id: 'u', cid: 'c', blob, name: 'a.bin', contentType: 'application/octet-stream', kind: 'document' };
const view = { id: 'f', name: 'a.bin', size: 10, status: 'ready', hasThumbnail: false };
const parts = (done: number[] = []) => [1, 2, 3].map((number) => ({ number, url: `/part/${number}`, headers: { 'X-Part': `${number}` }, done: done.includes(number) }));

function ports(put: NonNullable<Ports['put']> = vi.fn(async () => {})) {
  const abort = new AbortController();
  return { save: vi.fn(async () => {}), progress: vi.fn(), signal: abort.signal, put, pause: vi.fn(async () => {}), abort };
}

test('every part goes to its own link with its headers, then the file is completed', async () => {
  const calls = serve({
    'POST /files': () => ({ body: { id: 'f', partSize: 4, parts: parts() } }),
    'POST /files/f/complete': () => ({ body: view }),
  });
  const sent: [string, string, number][] = [];
  const given = ports(async (url, headers, bytes) => void sent.push([url, headers['X-Part']!, bytes.size]));

  expect(await runUpload(upload, given)).toMatchObject({ id: 'f', status: 'ready' });
  expect(sent.sort()).toEqual([['/part/1', '1', 4], ['/part/2', '2', 4], ['/part/3', '3', 2]]);
  expect(calls[0]!.body).toEqual({ name: 'a.bin', size: 10, contentType: 'application/octet-stream', kind: 'document' });
  expect(given.progress.mock.calls.at(-1)).toEqual([1]);
});

test('after a reload only the parts that are missing are sent', async () => {
  const calls = serve({
    'GET /files/f/parts': () => ({ body: { partSize: 4, parts: parts([1, 3]) } }),
    'POST /files/f/complete': () => ({ body: view }),
  });
  const given = ports();
  await runUpload({ ...upload, fileId: 'f' }, given);
  expect(vi.mocked(given.put).mock.calls.map(([url]) => url)).toEqual(['/part/2']);
  expect(given.progress.mock.calls[0]).toEqual([0.6]);
  expect(calls.some((call) => call.path === '/files')).toBe(false);
});

test('an upload that the server has forgotten begins anew', async () => {
  serve({
    'GET /files/old/parts': () => problem(404, 'not_found', 'gone'),
    'POST /files': () => ({ body: { id: 'f', partSize: 10, parts: parts().slice(0, 1) } }),
    'POST /files/f/complete': () => ({ body: view }),
  });
  const given = ports();
  await runUpload({ ...upload, fileId: 'old' }, given);
  expect(given.save).toHaveBeenCalledWith(expect.objectContaining({ fileId: 'f' }));
});

test('a part that the store refused gets a new link, a cut one the same', async () => {
  const calls = serve({
    'POST /files': () => ({ body: { id: 'f', partSize: 10, parts: parts().slice(0, 1) } }),
    'GET /files/f/parts': () => ({ body: { partSize: 10, parts: [{ number: 1, url: '/renewed', headers: {} }] } }),
    'POST /files/f/complete': () => ({ body: view }),
  });
  const put = vi.fn(async () => {}).mockRejectedValueOnce(new Problem(0)).mockRejectedValueOnce(new Problem(403));
  await runUpload(upload, ports(put));
  expect(put.mock.calls.map(([url]: unknown[]) => url)).toEqual(['/part/1', '/part/1', '/renewed']);
  expect(calls.filter((call) => call.path === '/files/f/parts')).toHaveLength(1);
});

test('a part that never goes through fails the upload', async () => {
  serve({ 'POST /files': () => ({ body: { id: 'f', partSize: 10, parts: parts().slice(0, 1) } }) });
  const put = vi.fn(async () => Promise.reject(new Problem(0)));
  await expect(runUpload(upload, ports(put))).rejects.toMatchObject({ code: 'offline' });
  expect(put).toHaveBeenCalledTimes(5);
});

test('cancelling ends it at once, without another try', async () => {
  serve({ 'POST /files': () => ({ body: { id: 'f', partSize: 10, parts: parts().slice(0, 1) } }) });
  const given = ports();
  vi.mocked(given.put).mockImplementation(async () => {
    given.abort.abort();
    throw new DOMException('Cancelled', 'AbortError');
  });
  await expect(runUpload(upload, given)).rejects.toThrow('Cancelled');
  expect(given.put).toHaveBeenCalledTimes(1);
});

test('the thumbnail is a second file of the first, and a refused one does not stop the message', async () => {
  const thumbnail = new Blob(['tiny'], { type: 'image/jpeg' });
  const starts: unknown[] = [];
  const handlers = {
    'POST /files': ({ body }: { body: unknown }) => {
      starts.push(body);
      return starts.length === 1 ? { body: { id: 'f', partSize: 10, parts: [] } } : problem(400, 'validation', 'no');
    },
    'POST /files/f/complete': () => ({ body: view }),
  };
  serve(handlers);
  expect(await runUpload({ ...upload, thumbnail }, ports())).toMatchObject({ id: 'f', hasThumbnail: false });
  expect(starts[1]).toMatchObject({ thumbnailOf: 'f', contentType: 'image/jpeg', size: 4 });
});

test('completion tells what only the sender knows of film and sound', async () => {
  const calls = serve({
    'POST /files': () => ({ body: { id: 'f', partSize: 10, parts: [] } }),
    'POST /files/f/complete': () => ({ body: view }),
  });
  await runUpload({ ...upload, kind: 'voice', duration: 12.5, waveform: 'AAD/' }, ports());
  await runUpload({ ...upload, kind: 'video', width: 640, height: 360, duration: 3, blurHash: 'h' }, ports());
  const told = calls.filter((call) => call.path === '/files/f/complete').map((call) => call.body);
  expect(told).toEqual([{ duration: 12.5, waveform: 'AAD/' }, { width: 640, height: 360, duration: 3, blurHash: 'h' }]);
});
