import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { api } from '@/shared/api';
import { queryClient } from '@/shared/queryClient';
import { getLog } from '@/shared/sync/cache';
import type { Media, Page } from '@/shared/types';
import { joined, knownAround, type Shot, shotKey } from './shots';

/** This near to an end, more is asked for. */
const ahead = 5;

/** What the viewer goes through, from the one that was opened on to both ends of the chat. */
export function useShots(chatId: string, start: Shot) {
  const [known] = useState(() => knownAround(getLog(chatId), start));
  const [key, setKey] = useState(shotKey(start));
  const older = useEnd(chatId, 'newest', known.older);
  const newer = useEnd(chatId, 'oldest', known.newer);
  const shots = useMemo(() => joined(known.shots, older.items, newer.items), [known, older.items, newer.items]);
  const index = shots.findIndex((shot) => shotKey(shot) === key);
  const seq = shots[index]?.seq;
  const isDeleted = useSyncExternalStore(onCache, () => getLog(chatId)?.messages.some((message) => message.seq === seq && message.deletedAt) ?? false);
  const asksOlder = index < ahead && older.canGoOn;
  const asksNewer = index >= shots.length - ahead && newer.canGoOn;
  const { fetch: fetchOlder, pages: pagesOlder } = older;
  const { fetch: fetchNewer, pages: pagesNewer } = newer;

  // With every page: one that came at once changes nothing else.
  useEffect(() => {
    if (asksOlder) void fetchOlder();
  }, [asksOlder, fetchOlder, pagesOlder]);
  useEffect(() => {
    if (asksNewer) void fetchNewer();
  }, [asksNewer, fetchNewer, pagesNewer]);

  return {
    shots,
    index,
    /** Its message was deleted meanwhile, as far as the conversation knows. */
    isDeleted,
    /** Only then there is a number of all. */
    isWhole: older.isWhole && newer.isWhole,
    /** False where there is none in that direction, or not yet. */
    go: (step: number) => {
      const next = shots[index + step];
      if (next) setKey(shotKey(next));
      return next !== undefined;
    },
  };
}

const onCache = (changed: () => void) => queryClient.getQueryCache().subscribe(changed);

/** The list of the server in one direction, from a message on; null where nothing is to be asked for. */
function useEnd(chatId: string, order: 'newest' | 'oldest', from: number | null) {
  const { data, fetchNextPage, hasNextPage, isFetching, isError } = useInfiniteQuery({
    queryKey: ['shots', chatId, order, from],
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<Page<Media>>(`/chats/${chatId}/media`, { kind: 'photo,video', order, from, cursor }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    // Every page is asked for by whoever comes near it, the first one too.
    enabled: false,
    gcTime: 0,
  });
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const isWhole = from === null || (data !== undefined && !hasNextPage);
  return { items, pages: data?.pages.length, fetch: fetchNextPage, isWhole, canGoOn: !isWhole && !isFetching && !isError };
}
