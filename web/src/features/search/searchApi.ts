import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api } from '@/shared/api';
import { finished } from '@/shared/searchQuery';
import type { Found, Page } from '@/shared/types';

const pageSize = 20;

export interface MessageSearch {
  items: Found[];
  /** Whether there may be more than `items`. */
  hasMore: boolean;
  /** There are words that can be searched for. */
  isAsked: boolean;
  isLoading: boolean;
  /** Whether `items` answer another query, until those for this one are here. */
  isOutdated: boolean;
  error: Error | null;
  more: () => void;
  retry: () => void;
}

/**
 * Messages of one chat, or of all. The server ends a page where its work for one request ends, so that pages may be
 * short or empty: the next ones are asked for until there is what the screen wants.
 */
export function useMessageSearch(typed: string, chatId: string | null): MessageSearch {
  const query = finished(typed);
  const search = useInfiniteQuery({
    queryKey: ['search', chatId, query],
    queryFn: ({ signal, pageParam: cursor }) =>
      api.get<Page<Found>>('/search', { query, chatId, cursor, limit: pageSize, utcOffset: -new Date().getTimezoneOffset() }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    enabled: query !== '',
    placeholderData: (before) => before,
    // Never asked again page by page while one reads; who searches anew is shown what is true then.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { data, error, fetchNextPage, hasNextPage, isFetching, isPlaceholderData, refetch } = search;
  const items = query === '' ? nothing : (data?.pages.flatMap((page) => page.items) ?? nothing);
  const [wanted, setWanted] = useState({ query, count: pageSize });
  const isShort = items.length < (wanted.query === query ? wanted.count : pageSize);
  const goesOn = query !== '' && hasNextPage && isShort && !isPlaceholderData && error === null;

  const pages = data?.pages.length;

  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage();
    // With every page: an empty one changes nothing else.
  }, [goesOn, isFetching, pages, fetchNextPage]);

  const count = items.length;
  const hasPages = data !== undefined && !isPlaceholderData;
  return {
    items,
    hasMore: hasNextPage,
    isAsked: query !== '',
    isLoading: query !== '' && (isFetching || goesOn),
    isOutdated: isPlaceholderData,
    error: query === '' || isFetching ? null : error,
    more: useCallback(() => setWanted({ query, count: count + pageSize }), [query, count]),
    retry: useCallback(() => void (hasPages ? fetchNextPage() : refetch()), [hasPages, fetchNextPage, refetch]),
  };
}

const nothing: Found[] = [];
