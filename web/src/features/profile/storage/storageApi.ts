import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { Problem } from '@/shared/problem';
import { queryClient } from '@/shared/queryClient';
import type { FilePlace, Storage } from '@/shared/types';

export type Sort = 'size' | 'newest';

const key = ['storage'] as const;

/** One's own files, of all chats or of one, and what they take together. */
export function useStorage(sort: Sort, chatId: string | null) {
  return useInfiniteQuery({
    queryKey: [...key, sort, chatId],
    queryFn: ({ pageParam: cursor, signal }) => api.get<Storage>('/me/storage', { sort, chatId, cursor }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: (before) => before,
  });
}

export const askAgain = () => queryClient.invalidateQueries({ queryKey: key });

/** The messages first: with the last of them a file goes by itself. Ends at the first refusal; what is gone is gone. */
export async function makeRoom(messages: FilePlace[], fileIds: string[]): Promise<void> {
  try {
    for (const { chatId, seq } of messages) await unlessGone(api.delete(`/chats/${chatId}/messages/${seq}`));
    for (const id of fileIds) await unlessGone(api.delete(`/files/${id}`));
  } finally {
    await askAgain();
  }
}

async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
  }
}
