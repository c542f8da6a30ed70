import { api } from '../api';
import { queryClient } from '../queryClient';
import type { Message, Page } from '../types';
import { getChat, getLog, logKey, position, refreshed, setLog } from './cache';
import { db } from './db';
import { type ChatLog, toMessage } from './fold';
import { fetchGapNow } from './gap';

const firstPage = 50;
const nextPage = 100;

type Bound = { before?: number; after?: number; around?: number; limit: number };

/** What an opened chat shows first: what this browser has, else the newest page, else the place of the first unread. */
export async function openWindow(chatId: string): Promise<ChatLog> {
  const chat = getChat(chatId);
  const tail = await (await db()).get('tails', chatId).catch(() => undefined);
  const firstUnread = chat && chat.unread > 0 ? chat.readSeq : Number.POSITIVE_INFINITY;
  if (tail && (tail.atStart || tail.messages[0]!.seq <= firstUnread)) {
    return caughtUp(refreshed({ ...tail, atEnd: true }, tail.pos));
  }
  if (chat && chat.unread > firstPage - 10) return windowAround(chatId, Math.max(1, chat.readSeq));
  return newestWindow(chatId);
}

/** The list may have moved on while the window was on its way; once it is in the cache, what it misses is fetched. */
function caughtUp(log: ChatLog): ChatLog {
  setTimeout(() => {
    if (position(log.chatId) < (getChat(log.chatId)?.lastSeq ?? 0)) fetchGapNow([log.chatId]);
  });
  return log;
}

export async function newestWindow(chatId: string): Promise<ChatLog> {
  const at = getChat(chatId)?.pos ?? 0;
  const page = await fetchPage(chatId, { limit: firstPage });
  return caughtUp(refreshed({ chatId, messages: page.items, atStart: isEnd(page), atEnd: true, pos: at }, at));
}

async function windowAround(chatId: string, seq: number): Promise<ChatLog> {
  const at = getChat(chatId)?.pos ?? 0;
  const { items } = await fetchPage(chatId, { around: seq, limit: firstPage });
  const newest = getChat(chatId)?.lastMessage?.seq ?? 0;
  const atEnd = (items.at(-1)?.seq ?? 0) >= newest;
  return caughtUp(refreshed({ chatId, messages: items, atStart: items[0]?.ordinal === 1, atEnd, pos: at }, at));
}

/** Shows the surroundings of a message; keeps the window when it already has them. */
export async function jumpTo(chatId: string, seq: number): Promise<void> {
  const log = getLog(chatId);
  const turn = takeTurn(chatId);
  if (log?.messages.some((message) => message.seq === seq)) return;
  await queryClient.cancelQueries({ queryKey: logKey(chatId) });
  const window = await windowAround(chatId, seq);
  if (isTurn(chatId, turn)) setLog(window);
}

export async function jumpToNewest(chatId: string): Promise<void> {
  const turn = takeTurn(chatId);
  if (getLog(chatId)?.atEnd) return;
  const window = await newestWindow(chatId);
  if (isTurn(chatId, turn)) setLog(window);
}

/** Whoever jumps on before an answer is here wants to be where the last jump leads. */
const turns = new Map<string, number>();

function takeTurn(chatId: string): number {
  const turn = (turns.get(chatId) ?? 0) + 1;
  turns.set(chatId, turn);
  return turn;
}

const isTurn = (chatId: string, turn: number) => turns.get(chatId) === turn;

const loading = new Set<string>();

export async function loadOlder(chatId: string): Promise<void> {
  const first = getLog(chatId)?.messages[0];
  if (first === undefined || getLog(chatId)!.atStart) return;
  await once(`${chatId} older`, async () => {
    const at = position(chatId);
    const page = await fetchPage(chatId, { before: first.seq, limit: nextPage });
    const log = getLog(chatId);
    // The window may have been replaced meanwhile; then this page has no place in it.
    if (log?.messages[0]?.seq !== first.seq) return;
    setLog(refreshed({ ...log, messages: [...page.items, ...log.messages], atStart: isEnd(page) }, at));
  });
}

export async function loadNewer(chatId: string): Promise<void> {
  const last = getLog(chatId)?.messages.at(-1);
  if (last === undefined || getLog(chatId)!.atEnd) return;
  await once(`${chatId} newer`, async () => {
    const at = position(chatId);
    const page = await fetchPage(chatId, { after: last.seq, limit: nextPage });
    const log = getLog(chatId);
    if (log?.messages.at(-1)?.seq !== last.seq) return;
    setLog(refreshed({ ...log, messages: [...log.messages, ...page.items], atEnd: isEnd(page) }, at));
  });
}

async function once(key: string, work: () => Promise<void>): Promise<void> {
  if (loading.has(key)) return;
  loading.add(key);
  try {
    await work();
  } finally {
    loading.delete(key);
  }
}

async function fetchPage(chatId: string, bound: Bound): Promise<Page<Message>> {
  const page = await api.get<Page<Message>>(`/chats/${chatId}/messages`, bound);
  return { ...page, items: page.items.map(toMessage) };
}

const isEnd = (page: Page<Message>) => page.next === null || page.next === undefined;
