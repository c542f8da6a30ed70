import type { ReactNode } from 'react';
import type { FileView } from '@/shared/types';
import styles from './Attachments.module.css';
import { Blur } from './Blur';
import { Underway } from './Underway';
import { Unreadable } from './Unreadable';
import { useLocalPicture } from './useLocalPicture';
import { useSmallPicture } from './useSmallPicture';
import { useUpload } from './useUpload';

interface TileProps {
  file: FileView;
  uploadId: string | undefined;
  /** One of several, cut square. */
  isTile: boolean;
  /** What a press does. */
  label: string;
  onOpen: () => void;
  /** Lies over the picture. */
  children?: ReactNode;
  /** Takes the place of picture and button. */
  player?: ReactNode;
}

const widest = 420;
const highest = 420;
const narrowest = { photo: 120, video: 220 };

/** A photo or a film. Its box has the right size before a byte of it is here, so nothing moves when it comes. */
export function Tile({ file, uploadId, isTile, label, onOpen, children, player }: TileProps) {
  const upload = useUpload(uploadId);
  const isStored = upload === null && file.status === 'ready';
  const { src: stored, problem, isTrying, retry } = useSmallPicture(file, isStored);
  const local = useLocalPicture(uploadId);
  const src = stored ?? local;
  const isSquare = isTile && !player;
  const isMissing = problem !== null && src === null;

  return (
    <div
      className={[styles.photo, isSquare && styles.tile, isTile && player && styles.wide].filter(Boolean).join(' ')}
      style={isSquare ? undefined : boxOf(file)}
    >
      {isMissing && <Unreadable failure={problem} isTrying={isTrying} onRetry={retry} />}
      {!isMissing && !player && (
        <button aria-label={label} className={file.kind === 'photo' ? styles.open : styles.play} disabled={!isStored || uploadId !== undefined} onClick={onOpen} type="button">
          {file.blurHash && <Blur hash={file.blurHash} />}
          {src && <img alt="" className={styles.image} draggable={false} src={src} />}
          {isStored && children}
        </button>
      )}
      {player}
      {upload && <Underway name={file.name} upload={upload} />}
    </div>
  );
}

function boxOf({ width, height, kind }: FileView) {
  const [w, h] = [width || 4, height || 3];
  const least = kind === 'video' ? narrowest.video : narrowest.photo;
  const scale = Math.min(widest / w, highest / h, Math.max(1, least / w));
  return { width: Math.max(least, Math.round(w * scale)), aspectRatio: `${w} / ${Math.min(h, w * 3)}` };
}
