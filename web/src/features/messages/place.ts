import { type RefObject, useCallback, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './rows';

/**
 * The end, or a row by its key: its index changes when older ones come in before it. What was asked for stands in the center;
 * what one only begins with stands at the start.
 */
export type Place = 'end' | { key: string; align: 'start' | 'center' };

/** Left above a row that stands at the start, for what leads up to it. */
const above = 48;

type List = Pick<VirtualizerHandle, 'getItemOffset' | 'getItemSize'>;

/**
 * The place to keep after a look at the view. A message that was asked for keeps its place also near the end: what comes in
 * below it must not take it away from a reader who has not moved.
 */
export function placeAfter(place: Place | null, isAtEnd: boolean, hasMoved: boolean): Place | null {
  const isAskedFor = place !== null && place !== 'end' && place.align === 'center';
  if (isAtEnd && (hasMoved || !isAskedFor)) return 'end';
  return hasMoved ? null : place;
}

/** How far to scroll for a place; null when its row is not there. */
export function offsetOf(place: Place, rows: readonly Row[], list: List, view: { scrollHeight: number; clientHeight: number }) {
  if (place === 'end') return view.scrollHeight - view.clientHeight;
  const index = rows.findIndex((row) => row.key === place.key);
  if (index === -1) return null;
  const start = list.getItemOffset(index);
  return place.align === 'start' ? start - above : start + (list.getItemSize(index) - view.clientHeight) / 2;
}

/**
 * Keeps a place in view while rows are measured and come in, until the reader scrolls. The virtualizer's own
 * `scrollToIndex` does not ask the reader: for a while it goes back with every row that is measured, and to what is at
 * that index by then.
 */
export function usePlace(scroller: RefObject<HTMLElement | null>, list: RefObject<VirtualizerHandle | null>, rows: Row[]) {
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
      place.current = placeAfter(place.current, isAtEnd, Math.abs(top - put.current) > 1);
      if (isAtEnd) put.current = top;
      return isAtEnd || place.current === 'end';
    },
    [scroller],
  );

  return { hold, take, scrolled };
}
