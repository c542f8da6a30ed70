import { act, renderHook, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { problem, serve, signInAnswer } from '@/test/server';
import { fetchFile } from './fileLink';
import { usePictureOrReason } from './pictures';
import { signedIn } from './session';
import type { Me } from './types';

signedIn({ ...signInAnswer, user: signInAnswer.user as Me });

let blobs = 0;

beforeEach(() => {
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => `blob:${++blobs}`, revokeObjectURL: () => {} }));
});

const gives = (url: string) => () => ({ body: { url } });
const refuses = () => ({ status: 403 });

test('what the first address does not give is asked of the server, which looks and gives another one', async () => {
  const links: Record<string, string>[] = [];
  serve({
    'GET /files/a/link': ({ query }) => {
      links.push(query);
      return { body: { url: query.probe ? '/store/again' : '/store/first' } };
    },
    'GET /store/first': refuses,
    'GET /store/again': () => ({ body: 'bytes' }),
  });
  expect((await fetchFile('a', 'thumbnail')).size).toBeGreaterThan(0);
  expect(links).toEqual([{ variant: 'thumbnail' }, { variant: 'thumbnail', probe: 'true' }]);
});

test('what the server finds is the reason, and without one it says that the file is there', async () => {
  serve({ 'GET /files/b/link': ({ query }) => (query.probe ? problem(404, 'file.missing', 'Gone.') : { body: { url: '/store/b' } }), 'GET /store/b': refuses });
  await expect(fetchFile('b')).rejects.toMatchObject({ code: 'file.missing', passing: false });
  serve({ 'GET /files/b/link': gives('/store/b'), 'GET /store/b': refuses });
  await expect(fetchFile('b')).rejects.toMatchObject({ code: 'file.unopened', passing: true });
});

test('a refused address is not asked about', async () => {
  const calls = serve({ 'GET /files/c/link': () => problem(404, 'not_found', 'Not there.') });
  await expect(fetchFile('c')).rejects.toMatchObject({ code: 'not_found' });
  expect(calls).toHaveLength(1);
});

test('a picture keeps its reason until another try has ended', async () => {
  serve({ 'GET /files/d/link': ({ query }) => (query.probe ? problem(503, 'storage.unavailable', 'No answer.') : { body: { url: '/store/d' } }), 'GET /store/d': refuses });
  const { result } = renderHook(() => usePictureOrReason('d'));
  await waitFor(() => expect(result.current.problem?.code).toBe('storage.unavailable'));
  expect(result.current).toMatchObject({ src: null, isTrying: false });

  serve({ 'GET /files/d/link': gives('/store/d'), 'GET /store/d': () => ({ body: 'bytes' }) });
  act(() => result.current.retry());
  expect(result.current).toMatchObject({ isTrying: true, problem: { code: 'storage.unavailable' } });
  await waitFor(() => expect(result.current.src).toMatch(/^blob:/));
  expect(result.current).toMatchObject({ problem: null, isTrying: false });
});

test('what failed without a network is asked for when it is back', async () => {
  serve({});
  const { result } = renderHook(() => usePictureOrReason('e'));
  await waitFor(() => expect(result.current.problem?.status).toBe(0));
  serve({ 'GET /files/e/link': gives('/store/e'), 'GET /store/e': () => ({ body: 'bytes' }) });
  act(() => void dispatchEvent(new Event('online')));
  await waitFor(() => expect(result.current.src).toMatch(/^blob:/));
});
