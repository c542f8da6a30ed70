import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useT } from '@/shared/i18n';
import { Empty } from '@/shared/ui/Empty';
import { Failure } from '@/shared/ui/Failure';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import { useMedia } from '@/shared/useMedia';
import { openShot } from '../viewer/opened';
import styles from './Gallery.module.css';
import { GalleryItem } from './GalleryItem';
import { type Kind, useMediaList } from './galleryApi';
import { buildGallery, type GalleryRow, growsAbove, isTiled, keyOf } from './galleryRows';
import { Tile } from './Tile';

/** Nearer than this to the end, the next page is fetched. */
const ahead = 1200;

interface GalleryListProps {
  chatId: string;
  kind: Kind;
}

/** One kind, month by month. */
export function GalleryList({ chatId, kind }: GalleryListProps) {
  const t = useT();
  const list = useMediaList(chatId, kind);
  const { items, error, hasNextPage, isFetching, fetchNextPage } = list;
  // Where the panel is as wide as the window, three would be as large as posters.
  const perRow = useMedia('(min-width: 520px) and (max-width: 719px)') ? 5 : 3;
  const rows = useMemo(() => buildGallery(items, isTiled(kind) ? perRow : 1), [items, kind, perRow]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const [isScrolled, setScrolled] = useState(false);

  // `shift` keeps what is seen in its place and must be true for exactly the render that brings newer ones above it.
  const [drawn, setDrawn] = useState({ rows, shift: false });
  if (drawn.rows !== rows) setDrawn({ rows, shift: isScrolled && growsAbove(drawn.rows, rows) });

  const look = useCallback(() => {
    const view = scroller.current!;
    setScrolled(view.scrollTop > 0);
    const isNear = view.scrollTop + view.clientHeight > view.scrollHeight - ahead;
    if (isNear && hasNextPage && !isFetching && error === null) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);

  useEffect(look, [look, rows]);

  const drawRow = (row: GalleryRow) => {
    if ('month' in row) return <h3 className={styles.month}>{row.month}</h3>;
    if (!isTiled(kind)) return <GalleryItem chatId={chatId} item={row.items[0]!} kind={kind} />;
    return (
      <div className={styles.tiles} data-wide={perRow === 5 || undefined}>
        {row.items.map((item) => (
          <Tile item={item} key={keyOf(item)} onOpen={() => openShot(chatId, { seq: item.seq, at: item.at, file: item.file! })} />
        ))}
      </div>
    );
  };

  return (
    <div className={styles.scroller} onKeyDown={(event) => walk(event, isTiled(kind) ? perRow : 1)} ref={scroller} role="presentation">
      <div role="status">{!isFetching && error === null && items.length === 0 && <Empty>{t(`gallery.none.${kind}`)}</Empty>}</div>
      <Virtualizer as="ul" bufferSize={600} data={rows} item="li" onScroll={look} ref={virtualizer} scrollRef={scroller} shift={drawn.shift}>
        {(row: GalleryRow) => <div key={row.key}>{drawRow(row)}</div>}
      </Virtualizer>
      {error !== null && !isFetching && <Failure error={error} onRetry={() => void (list.data ? fetchNextPage() : list.refetch())} />}
      {isFetching && <CenteredSpinner label={t('common.loading')} />}
    </div>
  );
}

/** Arrows go from one to the next as they lie; Tab goes through them as well. */
function walk(event: KeyboardEvent<HTMLElement>, perRow: number) {
  const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
  const onwards = isRtl ? -1 : 1;
  const step = { ArrowDown: perRow, ArrowUp: -perRow, ArrowRight: onwards, ArrowLeft: -onwards }[event.key];
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-item]')];
  const now = all.indexOf(document.activeElement as HTMLElement);
  if (step === undefined || now === -1) return;
  event.preventDefault();
  const next = all[Math.min(all.length - 1, Math.max(0, now + step))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}
