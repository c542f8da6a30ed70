import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { knowUsers } from '@/shared/people';
import { getChat, updateChat } from '@/shared/sync/cache';
import { refetchChat } from '@/shared/sync/chatSync';
import type { LocalChat } from '@/shared/sync/fold';
import type { Page, User } from '@/shared/types';
import { useToastProblem } from '@/shared/ui/Toast';

/** Pinned first, then the newest activity. */
export function inOrder(chats: LocalChat[]): LocalChat[] {
  const activity = (chat: LocalChat) => chat.lastMessage?.at ?? chat.createdAt;
  return chats.sort((a, b) => Number(b.pinned) - Number(a.pinned) || (activity(a) < activity(b) ? 1 : -1));
}

export function usePeopleSearch(query: string) {
  return useQuery({
    queryKey: ['people', query],
    queryFn: async ({ signal }) => {
      const found = await api.get<Page<User> | User[]>('/users', { query }, signal);
      const users = Array.isArray(found) ? found : found.items;
      knowUsers(users);
      return users;
    },
    enabled: query.length >= 2,
    placeholderData: (before) => before,
  });
}

/** Archive, pin and mute: one's own marks, shown at once and taken back when the server refuses. */
export function useChatMark() {
  const toastProblem = useToastProblem();
  return useMutation({
    mutationFn: ({ chat, mark }: { chat: LocalChat; mark: Mark }) => {
      const path = `/chats/${chat.id}/${mark}`;
      return isMarked(chat, mark) ? api.delete(path) : api.put(path, mark === 'mute' ? { until: null } : undefined);
    },
    onMutate: ({ chat, mark }) => {
      const before = getChat(chat.id);
      updateChat(chat.id, marked(chat, mark));
      return before;
    },
    onError: (error, { chat }, before) => {
      if (before) updateChat(chat.id, { archived: before.archived, pinned: before.pinned, mutedUntil: before.mutedUntil ?? null });
      toastProblem(error);
    },
    onSuccess: (_answer, { chat }) => refetchChat(chat.id),
  });
}

export type Mark = 'archive' | 'pin' | 'mute';

const forever = '9999-12-31T00:00:00Z';

function isMarked(chat: LocalChat, mark: Mark): boolean {
  if (mark === 'archive') return chat.archived;
  return mark === 'pin' ? chat.pinned : Boolean(chat.mutedUntil);
}

function marked(chat: LocalChat, mark: Mark): Partial<LocalChat> {
  if (mark === 'archive') return { archived: !chat.archived };
  return mark === 'pin' ? { pinned: !chat.pinned } : { mutedUntil: chat.mutedUntil ? null : forever };
}
