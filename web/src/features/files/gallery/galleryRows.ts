import { monthLabel } from '@/shared/time';
import type { Media } from '@/shared/types';
import type { Kind } from './galleryApi';

export type GalleryRow = { key: string; month: string } | { key: string; items: Media[] };

/** What tells one from another: a message may have several files, and a file several messages. */
export const keyOf = (item: Media) => `${item.seq}/${item.file?.id ?? ''}`;

export const isTiled = (kind: Kind) => kind === 'photo' || kind === 'video';

/** Headings of months, and below each its items: one a row, or several where they are tiles. */
export function buildGallery(items: readonly Media[], perRow: number): GalleryRow[] {
  const rows: GalleryRow[] = [];
  let month: string | null = null;
  let open: Media[] = [];
  for (const item of items) {
    const label = monthLabel(item.at);
    if (label !== month) {
      month = label;
      open = [];
      rows.push({ key: label, month: label });
    }
    if (open.length === 0 || open.length === perRow) {
      open = [];
      rows.push({ key: keyOf(item), items: open });
    }
    open.push(item);
  }
  return rows;
}

/** Whether newer ones have made it longer at its beginning: the first row of all is a month's heading, which may stay. */
export function growsAbove(before: readonly GalleryRow[], after: readonly GalleryRow[]): boolean {
  return before.length > 0 && after.length > before.length && after[1]?.key !== before[1]?.key;
}
