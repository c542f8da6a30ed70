import { useEffect, useRef, useState } from 'react';
import { useT } from '@/shared/i18n';
import { usePicture } from '@/shared/pictures';
import { useOutbox } from '@/shared/sync/outbox';
import type { FileView } from '@/shared/types';
import { IconButton } from '@/shared/ui/Button';
import { useUploadPart } from './Attachments';
import styles from './Attachments.module.css';

interface PhotoProps {
  file: FileView;
  uploadId: string | undefined;
  /** One of several, cut square. */
  isTile: boolean;
  onOpen: () => void;
  onCancel: () => void;
}

const widest = 420;
const highest = 420;
const narrowest = 120;

/** Its box has the right size before a byte of it is here, so nothing moves when it comes. */
export function Photo({ file, uploadId, isTile, onOpen, onCancel }: PhotoProps) {
  const t = useT();
  const part = useUploadPart(uploadId);
  const isStored = part === null && file.status === 'ready';
  const stored = usePicture(isStored ? file.id : null, file.hasThumbnail ? 'thumbnail' : 'original');
  const local = useLocalPicture(uploadId);
  const src = stored ?? local;

  return (
    <div className={isTile ? `${styles.photo} ${styles.tile}` : styles.photo} style={isTile ? undefined : boxOf(file)}>
      <button aria-label={t('file.openPhoto', { name: file.name })} className={styles.open} disabled={!isStored} onClick={onOpen} type="button">
        {file.blurHash && <Blur hash={file.blurHash} />}
        {src && <img alt="" className={styles.image} draggable={false} src={src} />}
      </button>
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

function boxOf({ width, height }: FileView) {
  const [w, h] = [width || 4, height || 3];
  const scale = Math.min(widest / w, highest / h, Math.max(1, narrowest / w));
  return { width: Math.max(narrowest, Math.round(w * scale)), aspectRatio: `${w} / ${Math.min(h, w * 3)}` };
}

/** The bytes are still in this browser. */
function useLocalPicture(uploadId: string | undefined): string | null {
  const blob = useOutbox((outbox) => {
    const upload = uploadId === undefined ? undefined : outbox.uploads[uploadId];
    return upload?.thumbnail ?? upload?.blob;
  });
  const [shown, setShown] = useState<{ blob: Blob; url: string } | null>(null);
  useEffect(() => {
    if (blob === undefined) return;
    const url = URL.createObjectURL(blob);
    const timer = setTimeout(() => setShown({ blob, url }));
    return () => {
      clearTimeout(timer);
      URL.revokeObjectURL(url);
    };
  }, [blob]);
  return shown !== null && shown.blob === blob ? shown.url : null;
}

/** A few bytes of colour that stand for the picture until it is here. */
function Blur({ hash }: { hash: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    void import('thumbhash').then(({ thumbHashToRGBA }) => {
      try {
        const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(hash), (char) => char.charCodeAt(0)));
        const context = canvas?.getContext('2d');
        if (!canvas || !context) return;
        Object.assign(canvas, { width: w, height: h });
        context.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
      } catch {
        // Somebody else's client may have put anything there; the box stays plain.
      }
    });
  }, [hash]);
  return <canvas aria-hidden="true" className={styles.blur} ref={ref} />;
}
