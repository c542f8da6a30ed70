import { useRef } from 'react';
import { api } from '@/shared/api';
import { useChats } from '@/shared/chats';
import { uuidv7 } from '@/shared/ids';
import { useSession } from '@/shared/session';
import { enterChat } from '@/shared/sync/cache';
import type { Chat, User } from '@/shared/types';
import { useSettled } from '@/shared/useSettled';
import { usePeopleSearch } from '../chatsApi';

export interface NewRoom {
  type: 'group' | 'channel';
  name: string;
  memberIds: string[];
}

/** Makes a group or channel. A second press after a lost answer makes no second one. */
export function useCreateRoom() {
  const last = useRef({ body: '', key: '' });
  return async (room: NewRoom, photoFileId: string | null): Promise<Chat> => {
    const body = JSON.stringify(room);
    if (last.current.body !== body) last.current = { body, key: uuidv7() };
    let chat = await api.post<Chat>('/chats', room, { idempotencyKey: last.current.key });
    if (photoFileId !== null) chat = await api.patch<Chat>(`/chats/${chat.id}`, { photoFileId });
    enterChat(chat);
    return chat;
  };
}

export interface People {
  people: User[];
  searching: boolean;
  failed: unknown;
}

/** People one has personal chats with, the latest first, and whom the server finds. */
export function usePeople(query: string, without: ReadonlySet<string>): People {
  const me = useSession((session) => session.user?.id);
  const [wanted] = useSettled(query.trim());
  const search = usePeopleSearch(wanted);
  const chats = Object.values(useChats() ?? {});
  const words = query.trim().toLocaleLowerCase().replace(/^@/, '');

  const peers = chats
    .filter(({ peer }) => peer?.name)
    .sort((a, b) => ((a.lastMessage?.at ?? a.createdAt) < (b.lastMessage?.at ?? b.createdAt) ? 1 : -1))
    .map(({ peer }) => peer!)
    .filter(({ name, handle }) => name.toLocaleLowerCase().includes(words) || handle?.toLocaleLowerCase().startsWith(words));
  const found = wanted.length >= 2 ? (search.data ?? []) : [];
  const all = new Map([...peers, ...found].map((person) => [person.id, person]));
  return {
    people: [...all.values()].filter(({ id }) => id !== me && !without.has(id)),
    searching: wanted !== query.trim() || search.isFetching,
    failed: search.error,
  };
}
