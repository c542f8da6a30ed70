import { beforeEach, expect, test, vi } from 'vitest';
import { ChatModel } from '@/test/chatModel';
import { queryClient } from '../queryClient';
import type { Entry } from '../types';
import { enter, enterChat, enterRead, getChat, openCache } from './cache';

const refetch = vi.fn();

beforeEach(() => {
  queryClient.clear();
  vi.clearAllMocks();
  openCache('me', { refetch });
});

const live = (entries: Entry[]) => enter({ chatId: 'chat', entries, source: 'live' });

test('an old answer about the chat keeps what newer frames told', () => {
  const model = new ChatModel();
  model.message('ana');
  enterChat(model.chat());
  const old = { ...model.chat(), archived: true };
  live([model.message('ana', 'newer')]);
  enterChat(old);
  expect(getChat('chat')).toMatchObject({ archived: true, unread: 2, lastSeq: 2 });
});

test('an old answer about the chat still tells what no frame does', () => {
  const model = new ChatModel();
  model.message('ana');
  enterChat(model.chat());
  const old = { ...model.chat(), memberCount: 4 };
  live([model.message('ana', 'newer')]);
  enterChat(old);
  expect(getChat('chat')).toMatchObject({ memberCount: 4, unread: 2, lastSeq: 2, pos: 2, lastMessage: { text: 'newer' } });
  expect(refetch).not.toHaveBeenCalled();
});

test('an answer that is older than what a log told is asked for again', () => {
  const model = new ChatModel();
  model.message('ana');
  enterChat(model.chat());
  const old = { ...model.chat(), memberCount: 4 };
  model.message('ana', 'newer');
  enter({ chatId: 'chat', entries: model.since(1), source: 'rest', head: 2 });
  enterChat(old);
  expect(getChat('chat')).toMatchObject({ unread: 2, lastSeq: 2, pos: 2, lastMessage: { text: 'newer' } });
  expect(refetch).toHaveBeenCalledWith('chat');
});

test("an old answer about the chat does not take back another's read mark", () => {
  const model = new ChatModel();
  for (let i = 0; i < 5; i++) model.message('me');
  enterChat(model.chat());
  const old = model.chat();
  enterRead('chat', 'ana', 4);
  enterChat(old);
  expect(getChat('chat')!.othersReadSeq).toBe(4);
});
