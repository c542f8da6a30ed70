import { useQuery } from '@tanstack/react-query';
import { useEffect, useImperativeHandle, type Ref, useState } from 'react';
import { fileLink, usePicture } from '@/shared/pictures';
import type { FileView } from '@/shared/types';
import styles from '../Lightbox.module.css';
import { useGestures } from './useGestures';

/** What the keyboard can do with a picture. */
export interface Stage {
  /** False where the key is not for the picture. */
  onKey: (key: string) => boolean;
}

interface PictureStageProps {
  file: FileView;
  onSwipe: (to: 'left' | 'right' | 'down') => void;
  onClose: () => void;
  ref: Ref<Stage>;
}

const step = 1.5;
const pan = 80;

/** A picture that can be enlarged and moved. What a pointer does here, the keyboard does by onKey, Esc and the buttons. */
export function PictureStage({ file, onSwipe, onClose, ref }: PictureStageProps) {
  const src = useFullPicture(file);
  const { stage, picture, view, pull, zoom, move, reset, handlers } = useGestures({ onSwipe, onClose });

  useImperativeHandle(ref, () => ({
    onKey: (key) => {
      const arrow = { ArrowLeft: [pan, 0], ArrowRight: [-pan, 0], ArrowUp: [0, pan], ArrowDown: [0, -pan] }[key];
      if (key === '+' || key === '=') zoom(step);
      else if (key === '-') zoom(1 / step);
      else if (key === '0') reset();
      else if (arrow && view.scale > 1) move({ x: arrow[0]!, y: arrow[1]! });
      else return false;
      return true;
    },
  }));

  const { x, y } = pull ?? view;
  return (
    <div className={styles.stage} data-zoomed={view.scale > 1 || undefined} ref={stage} {...handlers}>
      {src && (
        <img
          alt={file.name}
          className={styles.image}
          draggable={false}
          height={file.height ?? undefined}
          ref={picture}
          src={src}
          style={{ transform: `translate(${x}px, ${y}px) scale(${view.scale})` }}
          width={file.width ?? undefined}
        />
      )}
    </div>
  );
}

/** The small picture until the whole one is here. */
function useFullPicture(file: FileView): string | null {
  const small = usePicture(file.hasThumbnail ? file.id : null);
  const link = useQuery({ queryKey: ['link', file.id], queryFn: () => fileLink(file.id), staleTime: 45_000, gcTime: 45_000 });
  const [full, setFull] = useState<string | null>(null);
  const url = link.data;

  useEffect(() => {
    if (url === undefined) return;
    const image = new Image();
    image.onload = () => setFull(url);
    image.src = url;
    return () => {
      image.onload = null;
    };
  }, [url]);

  return full ?? small;
}
