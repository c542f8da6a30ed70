import { beforeEach, expect, test, vi } from 'vitest';
import { ChatModel } from '@/test/chatModel';
import { serve, signInAnswer } from '@/test/server';
import { queryClient } from '../queryClient';
import { signedIn } from '../session';
import type { Me } from '../types';
import { enter, enterChat, getLog, logKey, openCache, position, setLog } from './cache';
import { reloadChat } from './chatSync';
import { db } from './db';
import { openGaps } from './gap';
import { jumpTo, jumpToNewest, loadNewer, loadOlder, openWindow } from './history';

let model: ChatModel;
let head: number;
/** Runs when a page has been read and is not delivered yet. */
let beforeAnswer: () => void;

/** Pages as the server gives them, of the log up to `head`. */
function server() {
  return serve({
    'GET /chats/chat': () => ({ body: model.chat(head, head) }),
    'GET /chats/chat/messages': ({ query }) => {
      const all = model.messages(head);
      const limit = Number(query.limit);
      const { before, after, around } = query;
      if (after) {
        const rest = all.filter((message) => message.seq > Number(after));
        const items = rest.slice(0, limit);
        return { body: { items, next: rest.length > limit ? String(items.at(-1)!.seq) : undefined } };
      }
      if (around) {
        const from = Math.max(0, all.findIndex((message) => message.seq === Number(around)) - limit / 2);
        return { body: { items: all.slice(from, from + limit) } };
      }
      const rest = before ? all.filter((message) => message.seq < Number(before)) : all;
      const items = rest.slice(-limit);
      beforeAnswer();
      return { body: { items, next: rest.length > limit ? String(items[0]!.seq) : undefined } };
    },
    'POST /log': ({ body }) => {
      const since = (body as { since: { chat: number } }).since.chat;
      return { body: { epoch: 'e', chats: { chat: { headSeq: head, entries: model.since(since, head) } } } };
    },
  });
}

const open = () => queryClient.fetchQuery({ queryKey: logKey('chat'), queryFn: () => openWindow('chat'), staleTime: 0 });
const seqs = () => getLog('chat')!.messages.map((message) => message.seq);

beforeEach(async () => {
  queryClient.clear();
  beforeAnswer = () => {};
  await (await db()).clear('tails');
  signedIn({ ...signInAnswer, user: signInAnswer.user as Me });
  openCache('me', {});
  openGaps({ tooLong: reloadChat, epoch: () => {}, failed: () => {} });
  model = new ChatModel();
  for (let i = 0; i < 300; i++) model.message(i % 3 ? 'ana' : 'me');
  head = model.head;
  server();
  enterChat(model.chat(head, head));
});

test('a chat opens at its newest page and grows to its beginning', async () => {
  await open();
  expect([seqs()[0], seqs().at(-1), getLog('chat')!.atEnd]).toEqual([251, 300, true]);
  while (!getLog('chat')!.atStart) await loadOlder('chat');
  expect(seqs()).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
});

test('two wishes for the same page are one request', async () => {
  await open();
  const calls = server();
  await Promise.all([loadOlder('chat'), loadOlder('chat')]);
  expect(calls).toHaveLength(1);
  expect(seqs()[0]).toBe(151);
});

test('many unread: it opens where reading stopped, and goes on to the newest', async () => {
  enterChat(model.chat(head, 100));
  await open();
  expect([seqs()[0], seqs().at(-1), getLog('chat')!.atEnd]).toEqual([75, 124, false]);
  while (!getLog('chat')!.atEnd) await loadNewer('chat');
  expect(seqs().at(-1)).toBe(300);
});

test('a permalink shows the surroundings, and one gets back to the newest', async () => {
  await open();
  await jumpTo('chat', 42);
  expect(seqs()).toContain(42);
  expect(getLog('chat')!.atEnd).toBe(false);
  await jumpToNewest('chat');
  expect(seqs().at(-1)).toBe(300);
});

test('what this browser kept is shown at once and catches up', async () => {
  const kept = model.messages().slice(-20);
  for (let i = 0; i < 5; i++) model.message('ana');
  head = model.head;
  await (await db()).put('tails', { chatId: 'chat', pos: 300, atStart: false, messages: kept });
  enterChat(model.chat(head, head));
  await open();
  expect(seqs()[0]).toBe(281);
  await vi.waitFor(() => expect(seqs().at(-1)).toBe(305));
  expect(position('chat')).toBe(305);
});

test('what came while the page was on its way is not missed', async () => {
  beforeAnswer = () => enter({ chatId: 'chat', entries: [model.message('ana', 'meanwhile')], source: 'live' });
  await open();
  expect(seqs().at(-1)).toBe(301);
  expect(position('chat')).toBe(301);
});

test('a list that is ahead of the window makes the window catch up', async () => {
  const opening = open();
  for (let i = 0; i < 3; i++) model.message('ana');
  const late = model.chat();
  head = model.head;
  enterChat(late);
  await opening;
  await vi.waitFor(() => expect(position('chat')).toBe(303));
  expect(seqs().at(-1)).toBe(303);
});

test('a chat read anew replaces its window', async () => {
  await open();
  setLog({ ...getLog('chat')!, messages: model.messages().slice(0, 3) });
  await reloadChat('chat');
  expect([seqs()[0], seqs().at(-1)]).toEqual([251, 300]);
  expect(position('chat')).toBe(300);
});

test('of two jumps the later one decides what is shown, whichever answer comes first', async () => {
  await open();
  const ask = fetch;
  let deliver = () => {};
  const held = new Promise<void>((resolve) => (deliver = resolve));
  vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
    const answer = await ask(address, init);
    if (address.includes('around=60')) await held;
    return answer;
  });
  const first = jumpTo('chat', 60);
  await jumpTo('chat', 150);
  deliver();
  await first;
  expect(seqs()).toContain(150);
  expect(seqs()).not.toContain(60);
});
