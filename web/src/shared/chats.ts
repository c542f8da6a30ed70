import { useQuery } from '@tanstack/react-query';
import type { Translate } from './i18n';
import { chatsKey, type Chats, getChats } from './sync/cache';
import type { LocalChat } from './sync/fold';
import { useLive } from './sync/live';

/** All chats by id; undefined until the first list is here. The sync engine fills this, nobody fetches it. */
export function useChats(): Chats | undefined {
  return useQuery({ queryKey: chatsKey, queryFn: getChats, enabled: false }).data;
}

export function useChat(chatId: string): LocalChat | undefined {
  return useQuery({ queryKey: chatsKey, queryFn: getChats, enabled: false, select: (chats: Chats) => chats[chatId] }).data;
}

export function chatName(chat: Pick<LocalChat, 'type' | 'name' | 'peer'>, t: Translate): string {
  if (chat.type !== 'personal') return chat.name || t('chat.unnamed');
  return chat.peer?.name || t('chat.deletedUser');
}

export const chatPhoto = (chat: LocalChat) => (chat.type === 'personal' ? chat.peer?.photoFileId : chat.photoFileId);

/** The colour of a personal chat is the person's. */
export const chatAvatarId = (chat: LocalChat) => chat.peer?.id ?? chat.id;

export function isMuted(chat: LocalChat, now = Date.now()): boolean {
  return Boolean(chat.mutedUntil) && Date.parse(chat.mutedUntil!) > now;
}

export const isManager = (chat: LocalChat) => chat.role === 'owner' || chat.role === 'admin';

/** The server's own rule: readers never write, and in a channel only those do who manage it. */
export const mayPost = (chat: LocalChat) => (chat.type === 'channel' ? isManager(chat) : chat.role !== 'reader');

/** Whether a person is there now, as far as the server told us. */
export function useIsOnline(userId: string | null | undefined): boolean {
  return useLive((live) => (userId ? live.presence[userId]?.state === 'online' : false));
}
