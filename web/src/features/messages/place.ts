import { type RefObject, useCallback, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './rows';

/**
 * The end; what one begins with, which is the first unread row, at the start of the view; or a row that was asked for, in its
 * center, by its key: its index changes when older ones come in before it.
 */
export type Place = 'end' | 'unread' | { key: string };

/** Left above the first unread row, for what leads up to it. */
const above = 48;

type List = Pick<VirtualizerHandle, 'getItemOffset' | 'getItemSize'>;

/**
 * The place to keep after a look at the view. A message that was asked for keeps its place also near the end: what comes in
 * below it must not take it away from a reader who has not moved. So does the first unread one while one is away: some are
 * still missing, and it may be among them, or nobody looks.
 */
export function placeAfter(place: Place | null, isAtEnd: boolean, hasMoved: boolean, isAway: boolean): Place | null {
  if (hasMoved) return isAtEnd ? 'end' : null;
  const isKept = place === 'unread' ? isAway : place !== null && place !== 'end';
  return isAtEnd && !isKept ? 'end' : place;
}

/** How far to scroll for a place; null when its row is not there. Where nothing is unread yet, one begins at the end. */
export function offsetOf(place: Place, rows: readonly Row[], list: List, view: { scrollHeight: number; clientHeight: number }) {
  const end = view.scrollHeight - view.clientHeight;
  if (place === 'end') return end;
  const index = rows.findIndex((row) => (place === 'unread' ? row.firstUnread : row.key === place.key));
  if (place === 'unread') return index === -1 ? end : list.getItemOffset(index) - above;
  return index === -1 ? null : list.getItemOffset(index) + (list.getItemSize(index) - view.clientHeight) / 2;
}

/**
 * Keeps a place in view while rows are measured and come in, until the reader scrolls. The virtualizer's own
 * `scrollToIndex` does not ask the reader: for a while it goes back with every row that is measured, and to what is at
 * that index by then.
 */
export function usePlace(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  rows: Row[],
  isBehind: boolean,
) {
  const place = useRef<Place | null>(null);
  const put = useRef(0);

  const hold = useCallback(() => {
    const view = scroller.current;
    if (view === null || list.current === null || place.current === null) return;
    const offset = offsetOf(place.current, rows, list.current, view);
    if (offset === null) return;
    view.scrollTo({ top: offset, behavior: 'instant' });
    // As it came out: the browser rounds and keeps it between the ends.
    put.current = view.scrollTop;
  }, [list, rows, scroller]);

  const take = useCallback((wanted: Place) => void (place.current = wanted), []);

  /**
   * Lets go of the place when the reader has scrolled from it, and takes the end when he is there. Tells whether the end is in
   * view or followed, also while messages come in faster than they are drawn.
   */
  const scrolled = useCallback(
    (isAtEnd: boolean) => {
      const top = scroller.current?.scrollTop ?? 0;
      place.current = placeAfter(place.current, isAtEnd, Math.abs(top - put.current) > 1, isBehind || document.visibilityState === 'hidden');
      if (isAtEnd) put.current = top;
      return isAtEnd || place.current === 'end';
    },
    [scroller, isBehind],
  );

  return { hold, take, scrolled };
}
