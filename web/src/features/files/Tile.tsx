import type { ReactNode } from 'react';
import { useT } from '@/shared/i18n';
import { usePicture } from '@/shared/pictures';
import type { FileView } from '@/shared/types';
import { IconButton } from '@/shared/ui/Button';
import styles from './Attachments.module.css';
import { Blur } from './Blur';
import { useLocalPicture, useUploadPart } from './useUpload';

interface TileProps {
  file: FileView;
  uploadId: string | undefined;
  /** One of several, cut square. */
  isTile: boolean;
  /** What a press does. */
  label: string;
  onOpen: () => void;
  onCancel: () => void;
  /** Lies over the picture. */
  children?: ReactNode;
  /** Takes the place of picture and button. */
  player?: ReactNode;
}

const widest = 420;
const highest = 420;
const narrowest = { photo: 120, video: 220 };

/** A photo or a film. Its box has the right size before a byte of it is here, so nothing moves when it comes. */
export function Tile({ file, uploadId, isTile, label, onOpen, onCancel, children, player }: TileProps) {
  const t = useT();
  const part = useUploadPart(uploadId);
  const isStored = part === null && file.status === 'ready';
  const isPhoto = file.kind === 'photo';
  const stored = usePicture(isStored && (isPhoto || file.hasThumbnail) ? file.id : null, file.hasThumbnail ? 'thumbnail' : 'original');
  const local = useLocalPicture(uploadId);
  const src = stored ?? local;
  const isSquare = isTile && !player;

  return (
    <div
      className={[styles.photo, isSquare && styles.tile, isTile && player && styles.wide].filter(Boolean).join(' ')}
      style={isSquare ? undefined : boxOf(file)}
    >
      {player ?? (
        <button aria-label={label} className={isPhoto ? styles.open : styles.play} disabled={!isStored} onClick={onOpen} type="button">
          {file.blurHash && <Blur hash={file.blurHash} />}
          {src && <img alt="" className={styles.image} draggable={false} src={src} />}
          {isStored && children}
        </button>
      )}
      {part !== null && (
        <div className={styles.progress}>
          <IconButton icon="close" label={t('file.cancel')} onClick={onCancel} />
          <span aria-label={t('file.uploading')} aria-valuemax={100} aria-valuemin={0} aria-valuenow={Math.round(part * 100)} role="progressbar">
            {Math.round(part * 100)} %
          </span>
        </div>
      )}
    </div>
  );
}

function boxOf({ width, height, kind }: FileView) {
  const [w, h] = [width || 4, height || 3];
  const least = kind === 'video' ? narrowest.video : narrowest.photo;
  const scale = Math.min(widest / w, highest / h, Math.max(1, least / w));
  return { width: Math.max(least, Math.round(w * scale)), aspectRatio: `${w} / ${Math.min(h, w * 3)}` };
}
