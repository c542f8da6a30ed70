import { beforeEach, expect, test, vi } from 'vitest';
import { ChatModel, seeded } from '@/test/chatModel';
import { queryClient } from '../queryClient';
import { enter, enterChat, enterRead, getChat, openCache, outdate, setLog } from './cache';

const refetch = vi.fn();

beforeEach(() => {
  queryClient.clear();
  refetch.mockReset();
  openCache('me', { refetch });
});

const live = (...entries: ReturnType<ChatModel['message']>[]) => enter({ chatId: 'chat', entries, source: 'live' });

test('a mark of another device that overtakes its messages leaves them read', () => {
  const model = new ChatModel();
  model.message('ana');
  enterChat(model.chat(1, 1));
  const [second, third] = [model.message('ana'), model.message('ana')];
  enterRead('chat', 'me', 2);
  enter({ chatId: 'chat', entries: [second, third], source: 'rest', head: 3 });
  expect(getChat('chat')).toMatchObject({ unread: 1, readSeq: 2 });
});

test('a mark that comes after the answer to what it covers covers the answer too', () => {
  const model = new ChatModel();
  model.message('me');
  enterChat(model.chat(1, 1));
  live(model.message('ana'));
  live(model.message('me', 'my answer'));
  expect(getChat('chat')!.unread).toBe(2);
  enterRead('chat', 'me', 2);
  expect(getChat('chat')).toMatchObject({ unread: 0, readSeq: 3 });
  expect(refetch).not.toHaveBeenCalled();
});

test('an answer read before the mark was written does not make unread again', () => {
  const model = new ChatModel();
  for (let i = 0; i < 3; i++) model.message('ana');
  enterChat(model.chat());
  enterRead('chat', 'me', 3);
  enterChat(model.chat(3, 0));
  expect(getChat('chat')).toMatchObject({ unread: 0, readSeq: 3 });
});

test('an answer read between a message of mine and its mark shows nothing unread', () => {
  const model = new ChatModel();
  model.message('me');
  enterChat(model.chat(1, 0));
  expect(getChat('chat')!.unread).toBe(0);
});

test('what came live for a chat not held yet is in it when the answer was read before', () => {
  const model = new ChatModel();
  const early = model.chat();
  live(model.message('ana', 'first'));
  expect(refetch).toHaveBeenCalledWith('chat');
  enterChat(early);
  expect(getChat('chat')).toMatchObject({ unread: 1, lastSeq: 1, pos: 1, lastMessage: { text: 'first' } });
});

test('a mark in the midst of what is not held asks the server', () => {
  const model = new ChatModel();
  for (let i = 0; i < 9; i++) model.message('ana');
  enterChat(model.chat());
  setLog({ chatId: 'chat', messages: model.messages().slice(1, 4), atStart: false, atEnd: false, pos: 9 });
  enterRead('chat', 'me', 7);
  expect(refetch).toHaveBeenCalledWith('chat');
  expect(getChat('chat')!.readSeq).toBe(7);
});

test('after a restore nothing of before comes back: no message, no mark', () => {
  const model = new ChatModel();
  model.message('ana', 'kept');
  enterChat(model.chat());
  const before = model.chat();
  live(model.message('ana', 'lost'), model.message('ana', 'lost too'));
  enterRead('chat', 'me', 3);

  outdate(['chat']);
  enterChat(before);

  expect(getChat('chat')).toMatchObject({ lastSeq: 1, pos: 1, messageCount: 1, unread: 1, readSeq: 0, lastMessage: { text: 'kept' } });
});

test('what is still shown of a lost history counts nothing as read in the new one', () => {
  const past = new ChatModel();
  past.message('ana');
  past.message('me', 'lost');
  enterChat(past.chat(2, 2));
  setLog({ chatId: 'chat', messages: past.messages(), atStart: true, atEnd: true, pos: 2 });
  const model = new ChatModel();
  model.message('ana');
  model.message('ana', 'instead');

  outdate(['chat']);
  enterChat(model.chat(2, 1));

  expect(getChat('chat')).toMatchObject({ unread: 1, readSeq: 1 });
});

/** The server moves a sender's mark without a word; marks reach the devices before or after what they cover. */
test.each(Array.from({ length: 100 }, (_, seed) => seed))('all devices count the same as unread (seed %i)', (seed) => {
  const random = seeded(seed);
  const model = new ChatModel();
  let [readSeq, count] = [0, 0];
  const frames: { at: number; deliver: () => void }[] = [];
  const fly = (deliver: () => void) => frames.push({ at: frames.length + random() * 3, deliver });
  refetch.mockImplementation(() => enterChat({ ...model.chat(), readSeq, unread: model.head - count }));
  enterChat(model.chat(0, 0));
  for (let i = 0; i < 30; i++) {
    if (random() < 0.3 && model.head > readSeq) {
      const seq = readSeq + 1 + Math.floor(random() * (model.head - readSeq));
      readSeq = count = seq;
      fly(() => enterRead('chat', 'me', seq));
    } else {
      const sender = random() < 0.4 ? 'me' : 'ana';
      const message = model.message(sender);
      if (sender === 'me' && count === message.ordinal - 1) readSeq = count = message.ordinal;
      fly(() => live(message));
    }
  }
  for (const { deliver } of frames.sort((a, b) => a.at - b.at)) deliver();
  // What follows a mark and is one's own is not unread, whenever it was written.
  while (model.messages()[count]?.senderId === 'me') count++;
  expect(getChat('chat')!.unread).toBe(model.head - count);
});
