import { queryClient } from '@/shared/queryClient';
import { chatsKey, openCache } from '@/shared/sync/cache';
import type { LocalChat } from '@/shared/sync/fold';
import type { Member, User } from '@/shared/types';
import { ana } from './server';

export const ben: User = { id: '0198c2b0-0000-7000-8000-00000000000b', name: 'Ben', handle: 'ben', premium: false };
export const cleo: User = { id: '0198c2b0-0000-7000-8000-00000000000c', name: 'Cleo', premium: false };

export function aChat(change: Partial<LocalChat> = {}): LocalChat {
  return {
    id: '0198c2b0-0000-7000-8000-0000000000c1',
    type: 'group',
    name: 'Hikers',
    isPublic: false,
    historyForNewMembers: true,
    lastSeq: 1,
    pos: 1,
    messageCount: 0,
    unread: 0,
    readSeq: 1,
    othersReadSeq: 1,
    role: 'owner',
    archived: false,
    pinned: false,
    memberCount: 3,
    createdAt: '2026-01-01T00:00:00Z',
    ...change,
  };
}

export const member = (user: User, role: Member['role']): Member => ({ user, role, joinedAt: '2026-01-01T00:00:00Z', readSeq: 0 });

/** The cache as the sync engine leaves it. */
export function holdChats(...chats: LocalChat[]): void {
  queryClient.clear();
  openCache(ana.id, {});
  queryClient.setQueryData(chatsKey, Object.fromEntries(chats.map((chat) => [chat.id, chat])));
}
