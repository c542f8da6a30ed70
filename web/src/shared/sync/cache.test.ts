import { beforeEach, expect, test, vi } from 'vitest';
import { ChatModel, seeded } from '@/test/chatModel';
import { queryClient } from '../queryClient';
import type { Entry, Message } from '../types';
import { enter, enterChat, enterRead, getChat, getLog, openCache, position, refreshed, setLog } from './cache';
import type { ChatLog } from './fold';

const listeners = { entered: vi.fn(), gap: vi.fn(), refetch: vi.fn(), dirty: vi.fn() };

beforeEach(() => {
  queryClient.clear();
  vi.clearAllMocks();
  openCache('me', listeners);
});

const live = (entries: Entry[]) => enter({ chatId: 'chat', entries, source: 'live' });
const windowOf = (model: ChatModel, head = model.head): ChatLog => ({
  chatId: 'chat',
  messages: model.messages(head),
  atStart: true,
  atEnd: true,
  pos: head,
});
const sorted = (messages: Message[]) =>
  messages.map((message) => ({ ...message, reactions: message.reactions.toSorted((a, b) => (a.emoji < b.emoji ? -1 : 1)) }));

function opened(model: ChatModel) {
  enterChat(model.chat());
  setLog(windowOf(model));
}

test('a message enters the list, the window and the unread count once, however often it comes', () => {
  const model = new ChatModel();
  model.message('ana');
  opened(model);
  const entry = model.message('ana', 'hello');

  live([entry]);
  live([entry, entry]);

  expect(getLog('chat')!.messages.map((message) => message.text)).toEqual(['text', 'hello']);
  expect(getChat('chat')).toMatchObject({ unread: 2, messageCount: 2, lastSeq: 2, pos: 2 });
  expect(getChat('chat')!.lastMessage!.text).toBe('hello');
});

test("one's own message leaves nothing unread when nothing was", () => {
  const model = new ChatModel();
  model.message('ana');
  enterChat(model.chat(1, 1));
  live([model.message('me', 'mine')]);
  expect(getChat('chat')).toMatchObject({ unread: 0, readSeq: 2 });
  expect(listeners.entered).toHaveBeenLastCalledWith('chat', [expect.objectContaining({ cid: 'cid-2' })]);
});

test('an edit, a deletion and a reaction reach the window and the chat list', () => {
  const model = new ChatModel();
  model.message('ana', 'first');
  opened(model);
  live([model.change('edit', 'ana', 1)!]);
  expect(getChat('chat')!.lastMessage!.text).toBe('edited at 2');
  live([model.change('reaction', 'me', 1)!]);
  expect(getLog('chat')!.messages[0]!.reactions).toEqual([{ emoji: '👍', count: 1, mine: true }]);
  live([model.change('delete', 'ana', 1)!]);
  expect(getLog('chat')!.messages[0]).toMatchObject({ text: '', reactions: [] });
  expect(getLog('chat')!.messages[0]!.deletedAt).toBeTruthy();
});

test('a change whose data may not be seen only moves the position', () => {
  const model = new ChatModel();
  model.message('ana');
  opened(model);
  live([{ ...model.change('edit', 'ana', 1)!, data: null }]);
  expect(getLog('chat')!.messages[0]!.text).toBe('text');
  expect(position('chat')).toBe(2);
});

test('a hole is told, and closed by the log answer', () => {
  const model = new ChatModel();
  model.message('ana');
  opened(model);
  model.message('ben', 'lost');
  live([model.message('ana', 'third')]);
  expect(listeners.gap).toHaveBeenCalledWith('chat');
  expect(position('chat')).toBe(1);

  enter({ chatId: 'chat', entries: model.since(1), source: 'rest', head: 3 });
  expect(getLog('chat')!.messages.map((message) => message.text)).toEqual(['text', 'lost', 'third']);
  expect(position('chat')).toBe(3);
});

test('a late answer does not undo what came after it was asked for', () => {
  const model = new ChatModel();
  model.message('ana');
  opened(model);
  const stale = windowOf(model);
  live([model.change('edit', 'ana', 1)!]);
  live([model.message('ben', 'new')]);

  setLog(refreshed(stale, stale.pos));

  expect(getLog('chat')!.messages.map((message) => message.text)).toEqual(['edited at 2', 'new']);
  expect(position('chat')).toBe(3);
});

test('a window in the middle of history takes only what lies inside it', () => {
  const model = new ChatModel();
  for (let i = 0; i < 9; i++) model.message('ana');
  enterChat(model.chat());
  setLog({ ...windowOf(model), messages: model.messages().slice(2, 6), atEnd: false });
  live([model.message('ana', 'newest')]);
  expect(getLog('chat')!.messages.map((message) => message.seq)).toEqual([3, 4, 5, 6]);
  expect(getChat('chat')!.lastMessage!.text).toBe('newest');
});

test('read marks only move forward and count by ordinal', () => {
  const model = new ChatModel();
  for (let i = 0; i < 5; i++) model.message('ana');
  opened(model);
  enterRead('chat', 'me', 3);
  expect(getChat('chat')).toMatchObject({ unread: 2, readSeq: 3 });
  enterRead('chat', 'me', 1);
  expect(getChat('chat')).toMatchObject({ unread: 2, readSeq: 3 });
  enterRead('chat', 'ana', 4);
  expect(getChat('chat')!.othersReadSeq).toBe(4);
});

test('an entry of an unknown chat asks for the chat', () => {
  live([new ChatModel().message('ana')]);
  expect(listeners.refetch).toHaveBeenCalledWith('chat');
});

/** Frames lost, doubled and shuffled, pages and log answers that come late: at the end all is as on the server. */
function history(seed: number) {
  const random = seeded(seed);
  const pick = <T,>(list: T[]): T => list[Math.floor(random() * list.length)]!;
  const model = new ChatModel();
  for (let i = 0; i < 3; i++) model.message('ana');
  opened(model);
  const flying: Entry[] = [];
  const answers: (() => void)[] = [];

  for (let i = 0; i < 120; i++) {
    const step = random();
    if (step < 0.3) flying.push(model.message(pick(['ana', 'ben', 'me'])));
    else if (step < 0.55) {
      const entry = model.change(pick(['edit', 'delete', 'reaction', 'reaction']), pick(['ana', 'me']), pick(model.messages()).seq, pick(['👍', '🎉']));
      if (entry) flying.push(entry);
    } else if (step < 0.75 && flying.length > 0) {
      // Mostly in order, sometimes not, sometimes lost.
      const [entry] = flying.splice(random() < 0.8 ? 0 : Math.floor(random() * flying.length), 1);
      if (random() < 0.9) live(random() < 0.2 ? [entry!, entry!] : [entry!]);
    } else if (step < 0.8) {
      const chat = model.chat();
      answers.push(() => enterChat(chat));
    } else if (step < 0.87) {
      const at = position('chat');
      const head = model.head;
      answers.push(() => setLog(refreshed({ ...windowOf(model, head), pos: Math.min(at, position('chat')) }, at)));
    } else if (step < 0.94) {
      const since = position('chat');
      const head = model.head;
      const entries = model.since(since, head);
      answers.push(() => enter({ chatId: 'chat', entries, source: 'rest', head }));
    } else if (answers.length > 0) {
      answers.splice(Math.floor(random() * answers.length), 1)[0]!();
    }
  }
  for (const entry of flying) live([entry]);
  for (const answer of answers) answer();
  enter({ chatId: 'chat', entries: model.since(position('chat')), source: 'rest', head: model.head });
  return model;
}

test.each(Array.from({ length: 200 }, (_, seed) => seed))('old state and entries make the fresh state (seed %i)', (seed) => {
  const model = history(seed);
  expect(sorted(getLog('chat')!.messages)).toEqual(sorted(model.messages()));
  expect(sorted([getChat('chat')!.lastMessage!])).toEqual(sorted([model.messages().at(-1)!]));
  expect(getChat('chat')).toMatchObject({ lastSeq: model.head, messageCount: model.messages().length, pos: model.head });
});
