import { useQuery } from '@tanstack/react-query';
import { type Ref, useImperativeHandle, useState } from 'react';
import { readFile } from '@/shared/fileLink';
import { usePicture } from '@/shared/pictures';
import type { FileView } from '@/shared/types';
import styles from '../Lightbox.module.css';
import { Unreadable } from '../Unreadable';
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
  const small = usePicture(file.hasThumbnail ? file.id : null);
  const full = useFullPicture(file.id);
  const [ended, setEnded] = useState<string | null>(null);
  const whole = full.data !== undefined && full.data !== ended ? full.data : null;
  const src = whole ?? small;
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
    <div className={styles.frame}>
      <div className={styles.stage} data-zoomed={view.scale > 1 || undefined} ref={stage} {...handlers}>
        {src && (
          <img
            alt={file.name}
            className={styles.image}
            draggable={false}
            height={file.height ?? undefined}
            onError={() => {
              setEnded(whole);
              void full.refetch();
            }}
            ref={picture}
            src={src}
            style={{ transform: `translate(${x}px, ${y}px) scale(${view.scale})` }}
            width={file.width ?? undefined}
          />
        )}
      </div>
      {full.isError && whole === null && <Unreadable failure={full.error} isOver isTrying={full.isFetching} onRetry={() => void full.refetch()} />}
    </div>
  );
}

/** Its address once the browser has it all; till then the small picture stands there. */
function useFullPicture(fileId: string) {
  return useQuery({
    queryKey: ['picture', fileId],
    queryFn: () => readFile(fileId, 'original', shown),
    staleTime: 45_000,
    gcTime: 45_000,
    // The server has tried for a while before it answers that the store does not.
    retry: false,
  });
}

function shown(url: string): Promise<string> {
  return new Promise((done, fail) => {
    const image = new Image();
    image.onload = () => done(url);
    image.onerror = fail;
    image.src = url;
  });
}
