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
  const hash = vi.fn(async (): Promise<string | undefined> => 'ab12');
  return { save: vi.fn(async (_change: Partial<Upload>) => {}), progress: vi.fn(), signal: abort.signal, put, hash, pause: vi.fn(async () => {}), abort };
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
  expect(calls[0]!.body).toEqual({ name: 'a.bin', size: 10, contentType: 'application/octet-stream', kind: 'document', sha256: 'ab12' });
  expect(calls[0]!.headers['Idempotency-Key']).toBe('u');
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
  const calls = serve({
    'GET /files/old/parts': () => problem(404, 'not_found', 'gone'),
    'POST /files': () => ({ body: { id: 'f', partSize: 10, parts: parts().slice(0, 1) } }),
    'POST /files/f/complete': () => ({ body: view }),
  });
  const given = ports();
  await runUpload({ ...upload, fileId: 'old' }, given);
  expect(given.save).toHaveBeenCalledWith(expect.objectContaining({ fileId: 'f' }));
  // Another key than the first one's, which would give the forgotten upload again.
  expect(calls.find((call) => call.method === 'POST')!.headers['Idempotency-Key']).toBe('old');
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

const onePart = (url = '/part/1') => ({ id: 'f', partSize: 10, parts: [{ number: 1, url, headers: {}, done: false }] });

test('a part that never goes through ends the try, in words', async () => {
  serve({ 'POST /files': () => ({ body: onePart() }), 'GET /files/f/parts': () => ({ body: onePart() }) });
  const cut = vi.fn(async () => Promise.reject(new Problem(0)));
  await expect(runUpload(upload, ports(cut))).rejects.toMatchObject({ code: 'file.unreachable', passing: true });
  expect(cut).toHaveBeenCalledTimes(5);
  const refused = vi.fn(async () => Promise.reject(new Problem(403)));
  await expect(runUpload(upload, ports(refused))).rejects.toMatchObject({ code: 'file.refused', passing: false });
});

test('a browser that may not see why its parts fail asks the server, which looks', async () => {
  const calls = serve({
    'POST /files': () => ({ body: onePart() }),
    'GET /files/f/parts': () => problem(502, 'storage.access_denied', 'The operator has been told.'),
  });
  const put = vi.fn(async () => Promise.reject(new Problem(0)));
  await expect(runUpload(upload, ports(put))).rejects.toMatchObject({ code: 'storage.access_denied', message: 'The operator has been told.' });
  expect(put).toHaveBeenCalledTimes(2);
  expect(calls.filter((call) => call.path === '/files/f/parts')).toHaveLength(1);
});

test('failures without a network do not count', async () => {
  const calls = serve({ 'POST /files': () => ({ body: onePart() }), 'POST /files/f/complete': () => ({ body: view }) });
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  let tries = 0;
  const given = ports(async () => {
    if (++tries <= 12) throw new Problem(0);
  });
  expect(await runUpload(upload, given)).toMatchObject({ id: 'f' });
  expect(tries).toBe(13);
  expect(calls.some((call) => call.path === '/files/f/parts')).toBe(false);
  online.mockRestore();
});

test('how long the server says is how long it waits', async () => {
  serve({ 'POST /files': () => ({ body: onePart() }), 'GET /files/f/parts': () => ({ body: onePart() }), 'POST /files/f/complete': () => ({ body: view }) });
  const put = vi.fn(async () => {}).mockRejectedValueOnce(new Problem(503, { code: 'storage.full' }, 60));
  const given = ports(put);
  await runUpload(upload, given);
  const [ms, , isOrder] = given.pause.mock.calls[0] as unknown as [number, AbortSignal, boolean];
  expect(ms).toBeGreaterThanOrEqual(60_000);
  expect(isOrder).toBe(true);
});

test('one part that fails for good takes the others with it', async () => {
  serve({ 'POST /files': () => ({ body: { id: 'f', partSize: 4, parts: parts() } }), 'GET /files/f/parts': () => problem(502, 'storage.misconfigured', 'no bucket') });
  const stopped: string[] = [];
  const given = ports((url, _headers, _bytes, _progress, signal) => {
    if (url === '/part/1') return Promise.reject(new Problem(403));
    return new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason) ?? stopped.push(url)));
  });
  await expect(runUpload(upload, given)).rejects.toMatchObject({ code: 'storage.misconfigured' });
  expect(stopped).toEqual(['/part/2', '/part/3']);
});

test('the same bytes again need no part, only the end', async () => {
  const calls = serve({ 'POST /files': () => ({ body: { id: 'f', partSize: 5, parts: [] } }), 'POST /files/f/complete': () => ({ body: view }) });
  const given = ports();
  await runUpload(upload, given);
  expect(given.put).not.toHaveBeenCalled();
  expect(given.progress.mock.calls).toEqual([[1]]);
  expect(calls.map((call) => call.path)).toEqual(['/files', '/files/f/complete']);
});

test('the hash is kept before anything is reserved, and not made twice', async () => {
  serve({ 'POST /files': () => problem(503, 'storage.unavailable', 'later') });
  const first = ports();
  await expect(runUpload(upload, first)).rejects.toMatchObject({ code: 'storage.unavailable' });
  expect(first.save.mock.calls).toEqual([[{ sha256: 'ab12' }]]);

  const calls = serve({ 'POST /files': () => ({ body: { id: 'f', partSize: 5, parts: [] } }), 'POST /files/f/complete': () => ({ body: view }) });
  const second = ports();
  await runUpload({ ...upload, sha256: 'ab12' }, second);
  expect(second.hash).not.toHaveBeenCalled();
  expect(calls[0]!.body).toMatchObject({ sha256: 'ab12' });
});

test('without a worker a file goes without its hash', async () => {
  const calls = serve({ 'POST /files': () => ({ body: onePart() }), 'POST /files/f/complete': () => ({ body: view }) });
  const given = ports();
  given.hash.mockResolvedValue(undefined);
  await runUpload(upload, given);
  expect(calls[0]!.body).not.toHaveProperty('sha256');
});

test('a file of nothing is refused before anything is asked', async () => {
  const calls = serve({});
  await expect(runUpload({ ...upload, blob: new Blob([]) }, ports())).rejects.toMatchObject({ code: 'file.empty' });
  expect(calls).toEqual([]);
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
  const calls = serve({ 'POST /files': () => ({ body: { id: 'f', partSize: 10, parts: [] } }), 'POST /files/f/complete': () => ({ body: view }) });
  await runUpload({ ...upload, kind: 'voice', duration: 12.5, waveform: 'AAD/' }, ports());
  await runUpload({ ...upload, kind: 'video', width: 640, height: 360, duration: 3, blurHash: 'h' }, ports());
  const told = calls.filter((call) => call.path === '/files/f/complete').map((call) => call.body);
  expect(told).toEqual([{ duration: 12.5, waveform: 'AAD/' }, { width: 640, height: 360, duration: 3, blurHash: 'h' }]);
});
