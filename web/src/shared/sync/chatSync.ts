import { api } from '../api';
import { Problem } from '../problem';
import { queryClient } from '../queryClient';
import type { Chat, Page } from '../types';
import { chatsKey, type Chats, dropChat, enterChat, getChat, getChats, getLog, outdate, setLog } from './cache';
import { clearServerState } from './db';
import { newestWindow } from './history';
import { removeItems, useOutbox } from './outbox';

interface Asked {
  now: Promise<void>;
  next?: Promise<void>;
}

const asking = new Map<string, Asked>();

/** Chats asked for by themselves while the list is read, which may be older. */
let listing: Set<string> | null = null;

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

/** Who asks while an answer is on its way wants to know something newer: they all get the next one. */
export function refetchChat(chatId: string): Promise<void> {
  listing?.add(chatId);
  const running = asking.get(chatId);
  if (running) return (running.next ??= running.now.catch(() => {}).then(() => ask(chatId)));
  return ask(chatId);
}

function ask(chatId: string): Promise<void> {
  const asked: Asked = {
    now: fetchChat(chatId).finally(() => {
      if (!asked.next) asking.delete(chatId);
    }),
  };
  asking.set(chatId, asked);
  return asked.now;
}

/** Asked for in vain, although they may be there. */
const missed = new Set<string>();
let onMissed: () => void = () => {};

export function openChats(wired: { missed: () => void }): void {
  onMissed = wired.missed;
  missed.clear();
}

async function fetchChat(chatId: string): Promise<void> {
  try {
    fresh.add(chatId);
    missed.delete(chatId);
    enterChat(await api.get<Chat>(`/chats/${chatId}`));
  } catch (error) {
    fresh.delete(chatId);
    if (!(error instanceof Problem)) throw error;
    if (error.status === 404) return leave(chatId);
    if (!error.passing) return;
    missed.add(chatId);
    onMissed();
  }
}

/** Asks again for what could not be had; fails when it still cannot. */
export async function refetchMissed(chatIds: string[] = []): Promise<void> {
  for (const chatId of new Set([...missed, ...chatIds])) {
    await refetchChat(chatId);
    if (missed.has(chatId)) throw new Problem(0);
  }
}

/** Nobody can see or retry what was still to be sent there. */
async function leave(chatId: string): Promise<void> {
  dropChat(chatId);
  const { items } = useOutbox.getState();
  await removeItems(items.filter((item) => item.chatId === chatId).map((item) => item.cid));
}

/** The whole list. A chat that is not in it may only have moved while its pages were read: it is asked for by itself. */
export async function refetchChats(): Promise<void> {
  const before = Object.keys(getChats());
  const meanwhile = (listing = new Set<string>());
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
  listing = null;
  if (queryClient.getQueryData<Chats>(chatsKey) === undefined) queryClient.setQueryData<Chats>(chatsKey, {});
  await refetchMissed([...meanwhile, ...before.filter((chatId) => !seen.has(chatId))]);
}

/** More is missing than can be fetched entry by entry, or the server went back: the chat and its window as they are now. */
export async function reloadChat(chatId: string): Promise<void> {
  outdate([chatId]);
  await refetchMissed([chatId]);
  await renewWindow(chatId);
  void queryClient.invalidateQueries({ queryKey: ['media', chatId] });
}

/** Everything anew. What is shown stays until the new is there; windows that nobody looks at are read when they are opened. */
export async function reloadChats(): Promise<void> {
  outdate(Object.keys(getChats()));
  queryClient.removeQueries({ queryKey: ['log'], type: 'inactive' });
  await clearServerState();
  await refetchChats();
  for (const chatId of Object.keys(getChats())) await renewWindow(chatId);
  void queryClient.invalidateQueries({ queryKey: ['media'] });
}

async function renewWindow(chatId: string): Promise<void> {
  if (getLog(chatId) && getChat(chatId)) setLog(await newestWindow(chatId));
}
