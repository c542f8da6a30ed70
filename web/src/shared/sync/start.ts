import { clearDrafts } from '../drafts';
import { clearHeard } from '../heard';
import { queryClient } from '../queryClient';
import { whenSignedOut } from '../session';
import type { Me, MessageEntry } from '../types';
import { clearVoiceDrafts } from '../voiceDrafts';
import { chatsKey, type Chats, openCache } from './cache';
import { refetchChat } from './chatSync';
import { clearAll, db } from './db';
import { Engine } from './engine';
import { tellEntries } from './entries';
import { fetchGapSoon } from './gap';
import { removeItems } from './outbox';
import { persistSoon } from './persist';

let engine: Engine | null = null;

/** Who was signed in here last, for a start without network. */
export async function lastUser(): Promise<Me | null> {
  return (await (await db()).get('marker', 'marker'))?.user ?? null;
}

export async function startSync(user: Me): Promise<void> {
  engine?.stop();
  const database = await db();
  let marker = await database.get('marker', 'marker');
  if (marker && marker.user.id !== user.id) {
    await clearAll();
    marker = undefined;
  }
  openCache(user.id, {
    entered: (chatId, entries) => {
      const own = entries.filter((entry) => entry.type === 'message' && entry.senderId === user.id) as MessageEntry[];
      void removeItems(own.map(({ cid }) => cid));
      if (entries.some((entry) => entry.type === 'change' && entry.kind === 'member')) askForMembers(chatId);
      tellEntries(chatId, entries);
    },
    gap: fetchGapSoon,
    refetch: (chatId) => void refetchChat(chatId),
    dirty: persistSoon,
  });
  const chats = await database.getAll('chats');
  if (chats.length > 0) queryClient.setQueryData<Chats>(chatsKey, Object.fromEntries(chats.map((chat) => [chat.id, chat])));
  marker = { key: 'marker', epoch: null, meSeq: 0, ...marker, user };
  await database.put('marker', marker);
  engine = new Engine(marker);
  engine.start();
}

function askForMembers(chatId: string): void {
  void refetchChat(chatId);
  void queryClient.invalidateQueries({ queryKey: ['members', chatId] });
}

export function stopSync(): void {
  engine?.stop();
  engine = null;
}

whenSignedOut(async () => {
  stopSync();
  queryClient.clear();
  await clearAll();
  clearDrafts();
  clearVoiceDrafts();
  clearHeard();
  if ('caches' in globalThis) await caches.delete('bm-pictures');
});
