import { api } from '../api';
import { Problem } from '../problem';
import { queryClient } from '../queryClient';
import type { Chat, Page } from '../types';
import { chatsKey, type Chats, dropChat, enterChat, getChat, getChats, getLog, setLog } from './cache';
import { newestWindow } from './history';
import { removeItems, useOutbox } from './outbox';

const asking = new Map<string, Promise<void>>();

/** Chats asked for since the connection stands. Read marks take no seq, so those of the others may be old in all the rest. */
const fresh = new Set<string>();

/** With each `ready`: marks that moved while there was no connection are not told afterwards. */
export function expireChats(): void {
  fresh.clear();
}

/** For a chat that is being shown. */
export async function freshenChat(chatId: string): Promise<void> {
  if (!fresh.has(chatId)) await refetchChat(chatId);
}

/** Asks for one chat; whoever asks meanwhile gets the same answer. */
export function refetchChat(chatId: string): Promise<void> {
  const running = asking.get(chatId);
  if (running) return running;
  const work = fetchChat(chatId).finally(() => asking.delete(chatId));
  asking.set(chatId, work);
  return work;
}

async function fetchChat(chatId: string): Promise<void> {
  try {
    fresh.add(chatId);
    enterChat(await api.get<Chat>(`/chats/${chatId}`));
  } catch (error) {
    fresh.delete(chatId);
    if (!(error instanceof Problem)) throw error;
    if (error.status === 404) await leave(chatId);
  }
}

/** Nobody can see or retry what was still to be sent there. */
async function leave(chatId: string): Promise<void> {
  dropChat(chatId);
  const { items } = useOutbox.getState();
  await removeItems(items.filter((item) => item.chatId === chatId).map((item) => item.cid));
}

/** The whole list. What is not in it any more is gone. */
export async function refetchChats(): Promise<void> {
  const before = Object.keys(getChats());
  const seen = new Set<string>();
  for (const archived of [false, true]) {
    let cursor: string | null | undefined;
    do {
      const page: Page<Chat> = await api.get('/chats', { archived, cursor, limit: 100 });
      for (const chat of page.items) {
        seen.add(chat.id);
        fresh.add(chat.id);
        enterChat(chat);
      }
      cursor = page.next;
    } while (cursor !== null && cursor !== undefined);
  }
  for (const chatId of before) if (!seen.has(chatId)) dropChat(chatId);
  if (queryClient.getQueryData<Chats>(chatsKey) === undefined) queryClient.setQueryData<Chats>(chatsKey, {});
}

/** More is missing than can be fetched entry by entry: the chat and its window as they are now. */
export async function reloadChat(chatId: string): Promise<void> {
  const shown = getLog(chatId) !== undefined;
  dropLocal(chatId);
  await refetchChat(chatId);
  if (shown && getChat(chatId)) setLog(await newestWindow(chatId));
}

function dropLocal(chatId: string): void {
  queryClient.setQueryData<Chats>(chatsKey, ({ [chatId]: _old, ...rest } = {}) => rest);
  // The window stays on the screen until the new one is there; it must not hold the position back.
  const log = getLog(chatId);
  if (log) setLog({ ...log, pos: Number.MAX_SAFE_INTEGER });
}
