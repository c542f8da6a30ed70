import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/shared/api';
import { onEntries } from '@/shared/sync/entries';
import type { Entry, Media, Page } from '@/shared/types';
import type { Kind } from './galleryApi';
import { keyOf } from './galleryRows';

interface News {
  /** The first message that may have something for the list; null while there was none. */
  since: number | null;
  /** Each one is asked for, also while the one before is. */
  turn: number;
  /** Messages that were deleted: an answer on its way may have them still. */
  gone: ReadonlySet<number>;
}

const nothing: Media[] = [];

/** What came into an open list and what went out of it. */
export function useNewMedia(chatId: string, kind: Kind, onEdited: () => void) {
  const [{ since, turn, gone }, setNews] = useState<News>({ since: null, turn: 0, gone: new Set() });

  useEffect(
    () =>
      onEntries(chatId, (entries) => {
        setNews((news) => entries.reduce((now, entry) => withEntry(now, entry, kind), news));
        if (kind === 'link' && entries.some(isEdit)) onEdited();
      }),
    [chatId, kind, onEdited],
  );

  const { data } = useQuery({
    queryKey: ['media', chatId, kind, 'since', since, turn],
    queryFn: ({ signal }) => mediaSince(chatId, kind, since!, signal),
    enabled: since !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  return { fresh: data ?? nothing, gone };
}

const isEdit = (entry: Entry) => entry.type === 'change' && entry.kind === 'edit';

function withEntry(news: News, entry: Entry, kind: Kind): News {
  if (entry.type === 'change') {
    if (entry.kind !== 'delete' || !entry.targetSeq) return news;
    return { ...news, gone: new Set(news.gone).add(entry.targetSeq) };
  }
  // Frames leave out what is empty. What is a web address only the server says.
  const isWanted = kind === 'link' ? entry.text?.includes('://') : entry.files?.some((file) => file.kind === kind);
  return isWanted ? { ...news, since: Math.min(news.since ?? entry.seq, entry.seq), turn: news.turn + 1 } : news;
}

async function mediaSince(chatId: string, kind: Kind, from: number, signal: AbortSignal): Promise<Media[]> {
  const items: Media[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await api.get<Page<Media>>(`/chats/${chatId}/media`, { kind, order: 'oldest', from, cursor }, signal);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && cursor !== undefined);
  return items;
}

/** The newest message first; within a message as it has them. */
export function withNews(listed: readonly Media[], fresh: readonly Media[], gone: ReadonlySet<number>): Media[] {
  const byKey = new Map([...fresh, ...listed].map((item) => [keyOf(item), item]));
  return [...byKey.values()].filter(({ seq }) => !gone.has(seq)).sort((a, b) => b.seq - a.seq);
}
