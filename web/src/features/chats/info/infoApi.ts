import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api } from '@/shared/api';
import { paths } from '@/shared/paths';
import { knowUsers } from '@/shared/people';
import { queryClient } from '@/shared/queryClient';
import { dropChat, enterChat, updateChat } from '@/shared/sync/cache';
import { refetchChat } from '@/shared/sync/chatSync';
import type { Chat, Member, Page, Role } from '@/shared/types';
import { useToastProblem } from '@/shared/ui/Toast';

const pageSize = 50;
/** The server knows only moments. */
const forever = '9999-12-31T00:00:00Z';

export function useMembers(chatId: string, query: string) {
  return useInfiniteQuery({
    queryKey: ['members', chatId, query],
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<Page<Member>>(
        `/chats/${chatId}/members`,
        { query: query || null, cursor: pageParam, limit: pageSize },
        signal,
      );
      knowUsers(page.items.map(({ user }) => user));
      return page;
    },
    initialPageParam: null as string | number | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: (before) => before,
  });
}

/** The socket tells this too, but not while it is cut. */
async function membersChanged(chatId: string): Promise<void> {
  await Promise.all([refetchChat(chatId), queryClient.invalidateQueries({ queryKey: ['members', chatId] })]);
}

export async function addMembers(chatId: string, userIds: string[]): Promise<void> {
  await api.post(`/chats/${chatId}/members`, { userIds });
  await membersChanged(chatId);
}

export function useMemberChange(chatId: string) {
  return useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: Role | null }) => {
      const path = `/chats/${chatId}/members/${userId}`;
      return role === null ? api.delete(path) : api.patch(path, { role });
    },
    onSuccess: () => membersChanged(chatId),
    onError: useToastProblem(),
  });
}

export type ChatChange = Partial<Pick<Chat, 'name' | 'photoFileId' | 'historyForNewMembers'>>;

export async function changeChat(chatId: string, change: ChatChange): Promise<void> {
  enterChat(await api.patch<Chat>(`/chats/${chatId}`, change));
}

/** Milliseconds, `forever`, or null for no longer. */
export async function muteChat(chatId: string, length: number | 'forever' | null): Promise<void> {
  const path = `/chats/${chatId}/mute`;
  if (length === null) {
    await api.delete(path);
    updateChat(chatId, { mutedUntil: null });
  } else {
    const until = length === 'forever' ? forever : new Date(Date.now() + length).toISOString();
    await api.put(path, { until });
    updateChat(chatId, { mutedUntil: until });
  }
}

export const isForever = (until: string) => Date.parse(until) > Date.now() + 5 * 365 * 86_400_000;

/** Leaving, or ending the chat for all. */
export function useGoodbye(chatId: string) {
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: (how: 'leave' | 'delete') => api.delete(how === 'leave' ? `/chats/${chatId}/members/me` : `/chats/${chatId}`),
    onSuccess: () => {
      navigate(paths.home, { replace: true });
      dropChat(chatId);
    },
  });
}
