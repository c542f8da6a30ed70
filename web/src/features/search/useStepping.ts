import { useEffect, useRef } from 'react';
import type { MessageSearch } from './searchApi';

/** Fewer found messages than these ahead, and more are asked for. */
const ahead = 5;

interface Stepping {
  search: MessageSearch;
  /** Whether `search` is about what stands in the field now. */
  isSettled: boolean;
  settle: () => void;
  /** The message that the conversation shows. */
  seq: number | null;
  show: (seq: number) => void;
}

/** From one found message to the next, in the order of the list. Who is faster than the server gets there with its answer. */
export function useStepping({ search, isSettled, settle, seq, show }: Stepping) {
  const { items, hasMore, isLoading, isOutdated, more } = search;
  const isWaiting = useRef(false);
  const index = isOutdated ? -1 : items.findIndex((found) => found.message.seq === seq);
  const isFresh = isSettled && !isOutdated && (items.length > 0 || !isLoading);

  useEffect(() => {
    if (!isWaiting.current || !isFresh) return;
    isWaiting.current = false;
    if (items.length > 0) show(items[0]!.message.seq);
  }, [isFresh, items, show]);

  function step(by: 1 | -1) {
    if (!isFresh) {
      isWaiting.current = true;
      settle();
      return;
    }
    const next = index + by;
    if (hasMore && next + ahead >= items.length) more();
    if (items[next]) show(items[next].message.seq);
  }

  return {
    index,
    step,
    hasNext: index < items.length - 1 || hasMore,
    hasPrevious: index > 0,
    forget: () => {
      isWaiting.current = false;
    },
  };
}
