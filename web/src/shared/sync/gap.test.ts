import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChatModel } from '@/test/chatModel';
import { serve, signInAnswer } from '@/test/server';
import { queryClient } from '../queryClient';
import { signedIn } from '../session';
import type { Log, Me } from '../types';
import { enter, enterChat, getChat, openCache, position } from './cache';
import { chatsBehind, fetchGaps, fetchGapSoon, openGaps } from './gap';

const tooLong = vi.fn(async () => {});
const epoch = vi.fn();
const failed = vi.fn();
let model: ChatModel;

beforeEach(() => {
  queryClient.clear();
  tooLong.mockClear();
  signedIn({ ...signInAnswer, user: signInAnswer.user as Me });
  openCache('me', { gap: fetchGapSoon });
  openGaps({ tooLong, epoch, failed });
  model = new ChatModel();
  model.message('ana');
  enterChat(model.chat());
});

afterEach(() => vi.useRealTimers());

const answering = (log: (since: number) => Omit<Log, 'epoch'>) =>
  serve({
    'POST /log': ({ body }) => {
      const { since } = body as { since: Record<string, number> };
      return { body: { epoch: 'e', chats: Object.fromEntries(Object.entries(since).map(([id, seq]) => [id, log(seq)])) } };
    },
  });

test('a gap that closes by itself within a quarter of a second is not fetched', async () => {
  vi.useFakeTimers();
  const calls = answering((since) => ({ headSeq: model.head, entries: model.since(since) }));
  const second = model.message('ana');
  enter({ chatId: 'chat', entries: [model.message('ana')], source: 'live' });
  await vi.advanceTimersByTimeAsync(200);
  enter({ chatId: 'chat', entries: [second], source: 'live' });
  await vi.advanceTimersByTimeAsync(300);
  expect(calls).toEqual([]);
  expect(position('chat')).toBe(3);
});

test('a gap that stays is fetched after a quarter of a second', async () => {
  vi.useFakeTimers();
  const calls = answering((since) => ({ headSeq: model.head, entries: model.since(since) }));
  model.message('ben');
  enter({ chatId: 'chat', entries: [model.message('ana')], source: 'live' });
  await vi.advanceTimersByTimeAsync(249);
  expect(calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(calls.map((call) => call.body)).toEqual([{ since: { chat: 1 } }]);
  await vi.waitFor(() => expect(getChat('chat')).toMatchObject({ pos: 3, messageCount: 3 }));
});

test('a long gap comes in several answers, and what may not be seen is passed over', async () => {
  for (let i = 0; i < 449; i++) model.message('ana');
  const calls = answering((since) => ({ headSeq: 460, entries: model.since(since, Math.min(since + 200, 450)) }));
  await fetchGaps(['chat']);
  expect(calls.map((call) => (call.body as { since: { chat: number } }).since.chat)).toEqual([1, 201, 401]);
  expect(getChat('chat')).toMatchObject({ pos: 460, messageCount: 450 });
});

test('what is too long is read anew', async () => {
  answering(() => ({ headSeq: 99_999, entries: [], tooLong: true }));
  await fetchGaps(['chat']);
  expect(tooLong).toHaveBeenCalledWith('chat');
  expect(epoch).toHaveBeenCalledWith('e');
});

test('what cannot be fetched stays missing and is told', async () => {
  vi.useFakeTimers();
  serve({});
  model.message('ben');
  enter({ chatId: 'chat', entries: [model.message('ana')], source: 'live' });
  await vi.advanceTimersByTimeAsync(260);
  await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
  expect(position('chat')).toBe(1);

  answering((since) => ({ headSeq: model.head, entries: model.since(since) }));
  await fetchGaps(chatsBehind());
  expect(position('chat')).toBe(3);
});
