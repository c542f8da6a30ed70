import { playLength } from '@/shared/duration';
import { useT } from '@/shared/i18n';
import { fullTime } from '@/shared/time';
import type { Media } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import { Blur } from '../Blur';
import { Unreadable } from '../Unreadable';
import { useSmallPicture } from '../useSmallPicture';
import styles from './Gallery.module.css';

/** A picture, or the poster of a video with how long it is. */
export function Tile({ item, onOpen }: { item: Media; onOpen: () => void }) {
  const t = useT();
  const file = item.file!;
  const isVideo = file.kind === 'video';
  const { src, problem, isTrying, retry } = useSmallPicture(file);
  const label = t(isVideo ? 'gallery.openVideo' : 'file.openPhoto', { name: file.name });

  if (problem !== null) {
    return (
      <div aria-label={file.name} className={styles.tile} role="group">
        <Unreadable failure={problem} isTrying={isTrying} onRetry={retry} />
      </div>
    );
  }
  return (
    <button aria-label={`${label}, ${fullTime(item.at)}`} className={styles.tile} data-item onClick={onOpen} type="button">
      {file.blurHash && <Blur hash={file.blurHash} />}
      {src && <img alt="" className={styles.picture} draggable={false} src={src} />}
      {isVideo && (
        <span className={styles.length}>
          <Icon name="play" size={14} />
          {file.duration ? playLength(file.duration) : null}
        </span>
      )}
    </button>
  );
}
