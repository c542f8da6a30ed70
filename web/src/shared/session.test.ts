import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { problem, serve, signInAnswer } from '@/test/server';
import { api } from './api';
import { accessToken, refresh, signedIn, signedOut, tokenLifetime, useSession } from './session';
import type { Me } from './types';

const answer = (accessToken: string, expiresIn = 900) => ({ ...signInAnswer, user: signInAnswer.user as Me, accessToken, expiresIn });
const locks: string[] = [];

beforeEach(() => {
  locks.length = 0;
  const request = async (name: string, work: () => Promise<void>) => {
    locks.push(name);
    await work();
  };
  vi.stubGlobal('navigator', { ...navigator, languages: ['en'], locks: { request } });
});

afterEach(async () => {
  await signedOut();
  vi.unstubAllGlobals();
});

test('many at once ask for one token, under the lock of all tabs, as the web client', async () => {
  const calls = serve({ 'POST /auth/refresh': () => ({ body: answer('fresh') }) });
  const tokens = await Promise.all([refresh(), refresh(), accessToken()].map((work) => work.then(() => accessToken())));
  expect(tokens).toEqual(['fresh', 'fresh', 'fresh']);
  expect(calls).toHaveLength(1);
  expect(locks).toEqual(['bm-refresh']);
  expect(vi.mocked(fetch).mock.calls[0]![1]!.headers).toEqual({ 'X-Client': 'web' });
});

test('a token near its end is renewed before it is used', async () => {
  signedIn(answer('old', 20));
  serve({ 'POST /auth/refresh': () => ({ body: answer('new') }) });
  expect(await accessToken()).toBe('new');
  expect(tokenLifetime()).toBeGreaterThan(800_000);
});

test('a refused request is sent again with a new token', async () => {
  signedIn(answer('refused'));
  const sent: unknown[] = [];
  serve({
    'POST /auth/refresh': () => ({ body: answer('accepted') }),
    'GET /chats': () => {
      sent.push((vi.mocked(fetch).mock.calls.at(-1)![1]!.headers as Record<string, string>).Authorization);
      return sent.length === 1 ? problem(401, 'auth.required', 'expired') : { body: { items: [] } };
    },
  });
  expect(await api.get('/chats')).toEqual({ items: [] });
  expect(sent).toEqual(['Bearer refused', 'Bearer accepted']);
});

test('a token that was replaced meanwhile is not asked for twice', async () => {
  signedIn(answer('newer'));
  const calls = serve({ 'POST /auth/refresh': () => ({ body: answer('newest') }) });
  await refresh('older');
  expect(calls).toHaveLength(0);
});

test('a refused cookie signs out, a lost connection does not', async () => {
  signedIn(answer('token'));
  serve({});
  await expect(refresh()).rejects.toMatchObject({ code: 'offline' });
  expect(useSession.getState().status).toBe('signedIn');
  serve({ 'POST /auth/refresh': () => problem(401, 'auth.required', 'ended') });
  await expect(refresh()).rejects.toMatchObject({ status: 401 });
  expect(useSession.getState()).toMatchObject({ status: 'signedOut', user: null, ended: 'server' });
});

test('who signs out is not told of it as of something that happened to him', async () => {
  signedIn(answer('first'));
  // The socket's close is heard first.
  await signedOut('server');
  await signedOut('wish');
  expect(useSession.getState().ended).toBe('wish');
});
