import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { api } from '@/shared/api';
import type { Media, Page } from '@/shared/types';
import { useNewMedia, withNews } from './useNewMedia';

export const kinds = ['photo', 'video', 'document', 'link', 'voice'] as const;
export type Kind = (typeof kinds)[number];

/**
 * Media of a chat, the newest first, and those that come while it is open. A page of links may be short or empty while there are more: the next one is asked
 * for until there is something to scroll through.
 */
export function useMediaList(chatId: string, kind: Kind) {
  const list = useInfiniteQuery({
    queryKey: ['media', chatId, kind],
    queryFn: ({ pageParam: cursor, signal }) => api.get<Page<Media>>(`/chats/${chatId}/media`, { kind, cursor }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    // Not asked again page by page while one looks at it; who opens it anew is shown what is true then.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { data, fetchNextPage, hasNextPage, isFetching, isError, refetch } = list;
  const { fresh, gone } = useNewMedia(chatId, kind, useCallback(() => void refetch(), [refetch]));
  const pages = data?.pages.length;
  const isShort = (data?.pages.at(-1)?.items.length ?? 1) === 0;
  useEffect(() => {
    if (isShort && hasNextPage && !isFetching && !isError) void fetchNextPage();
    // With every page: an empty one changes nothing else.
  }, [isShort, hasNextPage, isFetching, isError, pages, fetchNextPage]);
  const items = useMemo(() => withNews(data?.pages.flatMap((page) => page.items) ?? [], fresh, gone), [data, fresh, gone]);
  return { ...list, items };
}
