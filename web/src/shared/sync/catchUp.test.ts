import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChatModel } from '@/test/chatModel';
import { problem, serve, signInAnswer } from '@/test/server';
import { queryClient } from '../queryClient';
import { signedIn } from '../session';
import type { Me, MeEntry } from '../types';
import { enter, enterChat, getChat, getChats, getLog, logKey, openCache, setLog } from './cache';
import { CatchUp } from './catchUp';
import { openChats, refetchChat, reloadChat } from './chatSync';
import type { Ready } from './frames';
import { openGaps } from './gap';
import { markRead, openSignals } from './signals';

const user = signInAnswer.user as Me;
const at = '2026-01-01T00:00:00Z';
const ready = (change: Partial<Ready> = {}): Ready => ({ type: 'ready', userId: 'me', epoch: 'e', meHead: 0, ...change });
const pinned = (seq: number): MeEntry => ({ seq, kind: 'pinned', chatId: 'chat', data: { on: true }, at });

let model: ChatModel;
let catchUp: CatchUp;
let unmount: () => void;
let down: string[];
let mine: MeEntry[];
let calls: ReturnType<typeof serve>;
const sent: unknown[] = [];

/** The server as it is now; what `down` names fails as a server does that is starting. */
function server() {
  const unless = <T>(path: string, body: () => T) => () => (down.includes(path) ? problem(503, 'busy', 'Later') : { body: body() });
  calls = serve({
    'GET /chats': ({ query }) => unless('/chats', () => ({ items: query.archived === 'false' ? [model.chat()] : [] }))(),
    'GET /chats/chat': unless('/chats/chat', () => model.chat()),
    'GET /chats/gone': () => problem(404, 'not_found', 'No'),
    'GET /chats/chat/messages': () => ({ body: { items: model.messages() } }),
    'GET /me/log': ({ query }) => unless('/me/log', () => ({ entries: mine.filter(({ seq }) => seq > Number(query.since)) }))(),
    'POST /log': ({ body }) => {
      const since = (body as { since: { chat: number } }).since.chat;
      return unless('/log', () => ({ epoch: 'e', chats: { chat: { headSeq: model.head, entries: model.since(since) } } }))();
    },
  });
}

beforeEach(async () => {
  queryClient.clear();
  signedIn({ ...signInAnswer, user });
  openCache('me', {});
  sent.length = 0;
  openSignals((frame) => sent.push(frame) > 0);
  [down, mine, model] = [[], [], new ChatModel()];
  model.message('ana', 'first');
  server();
  catchUp = new CatchUp({ key: 'marker', user, epoch: null, meSeq: 0 }, () => 5);
  const failed = () => catchUp.again();
  openGaps({ tooLong: reloadChat, epoch: (epoch) => catchUp.checkEpoch(epoch), failed });
  openChats({ missed: failed });
  catchUp.ready(ready());
  await vi.waitFor(() => expect(getChat('chat')).toBeDefined());
  setLog({ chatId: 'chat', messages: model.messages(), atStart: true, atEnd: true, pos: model.head });
  unmount = new QueryObserver(queryClient, { queryKey: logKey('chat'), queryFn: () => getLog('chat')!, staleTime: Infinity }).subscribe(() => {});
});

afterEach(() => {
  unmount();
  catchUp.cut();
});

const texts = () => getLog('chat')!.messages.map(({ text }) => text);

test('what could not be fetched when the connection came back is fetched without another one', async () => {
  model.message('ana', 'missed');
  down = ['/log'];
  catchUp.ready(ready({ behind: { chat: 2 } }));
  await vi.waitFor(() => expect(calls.filter(({ path }) => path === '/log').length).toBeGreaterThan(1));
  down = [];
  await vi.waitFor(() => expect(texts()).toEqual(['first', 'missed']));
});

test('entries of the private log that could not be read are not passed over by live ones', async () => {
  [down, mine] = [['/me/log'], [pinned(1)]];
  catchUp.ready(ready({ meHead: 1 }));
  await vi.waitFor(() => expect(calls.some(({ path }) => path === '/me/log')).toBe(true));
  catchUp.enterMe({ ...pinned(2), kind: 'muted' });
  expect(catchUp.position().me).toBe(0);
  down = [];
  await vi.waitFor(() => expect(catchUp.position().me).toBe(2));
  expect(calls.filter(({ path }) => path === '/me/log').every(({ query }) => query.since === '0')).toBe(true);
});

test('a chat that could not be asked for is asked for again', async () => {
  down = ['/chats/chat'];
  await refetchChat('chat');
  down = [];
  const before = calls.length;
  await vi.waitFor(() => expect(calls.slice(before).some(({ path }) => path === '/chats/chat')).toBe(true));
});

test('whoever asks for a chat while an answer is on its way gets a newer one', async () => {
  const first = refetchChat('chat');
  const [second, third] = [refetchChat('chat'), refetchChat('chat')];
  await Promise.all([first, second, third]);
  expect(calls.filter(({ path }) => path === '/chats/chat')).toHaveLength(2);
});

test('a chat that only moved while the list was read stays, one that is gone goes', async () => {
  enterChat({ ...model.chat(), id: 'gone' });
  catchUp = new CatchUp({ key: 'marker', user, epoch: 'e', meSeq: 0 }, () => 5);
  catchUp.ready(ready());
  await vi.waitFor(() => expect(Object.keys(getChats())).toEqual(['chat']));
});

test('another epoch: the list and the open window are as the server has them, and stay shown until then', async () => {
  const past = model;
  enter({ chatId: 'chat', entries: [past.message('ana', 'lost'), past.message('ana', 'lost too')], source: 'live' });
  enterChat({ ...past.chat(), id: 'gone' });
  model = new ChatModel();
  model.message('ana', 'first');
  markRead('chat', 3);
  sent.length = 0;

  catchUp.ready(ready({ epoch: 'other', meHead: 7 }));
  expect(texts()).toEqual(['first', 'lost', 'lost too']);
  markRead('chat', 3);

  await vi.waitFor(() => expect(catchUp.position()).toEqual({ me: 7, epoch: 'other' }));
  expect(texts()).toEqual(['first']);
  expect(Object.keys(getChats())).toEqual(['chat']);
  expect(getChat('chat')).toMatchObject({ unread: 1, readSeq: 0, lastSeq: 1, lastMessage: { text: 'first' } });
  enter({ chatId: 'chat', entries: [model.message('ana', 'another second')], source: 'live' });
  expect(texts()).toEqual(['first', 'another second']);
  expect(sent).toEqual([]);
});

test('a restore that cannot be followed at once is not forgotten', async () => {
  down = ['/chats'];
  catchUp.ready(ready({ epoch: 'other' }));
  await vi.waitFor(() => expect(calls.filter(({ path }) => path === '/chats').length).toBeGreaterThan(3));
  expect(catchUp.position().epoch).toBe('e');
  down = [];
  await vi.waitFor(() => expect(catchUp.position().epoch).toBe('other'));
});
