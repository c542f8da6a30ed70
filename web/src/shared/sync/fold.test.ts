import { expect, test } from 'vitest';
import { ChatModel } from '@/test/chatModel';
import type { ChangeEntry } from '../types';
import { foldChat } from './fold';

test('a change of the chat sets what it names, and takes a photo away', () => {
  const change = (seq: number, data: Record<string, unknown>): ChangeEntry =>
    ({ type: 'change', chatId: 'chat', seq, kind: 'chat', actorId: 'ana', data, at: '2026-01-03T00:00:00Z' });
  const before = { ...new ChatModel().chat(), pos: 0 };

  const set = foldChat(before, change(1, { name: 'Walkers', photoFileId: 'photo', historyForNewMembers: false }), 'me', 'live');
  expect(set).toMatchObject({ name: 'Walkers', photoFileId: 'photo', historyForNewMembers: false, lastSeq: 1 });
  const taken = foldChat(set, change(2, { photoRemoved: true }), 'me', 'live');
  expect(taken).toEqual({ ...set, photoFileId: null, lastSeq: 2 });
});
