import { useEffect, useRef, useState } from 'react';
import { Problem } from '@/shared/api';
import { useT } from '@/shared/i18n';
import { usePicture } from '@/shared/pictures';
import type { FileView } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { Unreadable } from '../Unreadable';
import { useDownload } from '../useDownload';
import { playFile } from './playFile';
import styles from './VideoPlayer.module.css';

interface VideoPlayerProps {
  file: FileView;
  /** Where the button that was pressed is gone. */
  takesFocus?: boolean;
}

/** Films are seen as fast as the one before, as long as the page is open. */
let speed = 1;

/** Plays at once, over the whole of what it stands in. */
export default function VideoPlayer({ file, takesFocus = false }: VideoPlayerProps) {
  const t = useT();
  const ref = useRef<HTMLVideoElement>(null);
  const poster = usePicture(file.hasThumbnail ? file.id : null);
  const { busy, save } = useDownload(file);
  const [failed, setFailed] = useState<{ failure: unknown } | null>(null);
  const [tries, setTries] = useState(0);
  // With every change of its message the same film comes as another object.
  const { id, kind, size } = file;

  useEffect(() => {
    if (takesFocus) ref.current!.focus();
  }, [takesFocus, tries]);

  useEffect(() => {
    const video = ref.current!;
    const { now, end } = playFile(video, { id, kind, size }, { rate: speed, onFailed: (failure) => setFailed({ failure }) });
    return () => {
      speed = now().rate;
      end();
      video.pause();
    };
  }, [id, kind, size, tries]);

  const retry = () => {
    setFailed(null);
    setTries((count) => count + 1);
  };

  return (
    // The arrows are those of the film here, not of what it stands in.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.frame} onKeyDown={(event) => event.stopPropagation()}>
      {/* Nobody writes captions for what people send each other. */}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      <video aria-label={file.name} className={styles.video} controls={failed === null} playsInline poster={poster ?? undefined} ref={ref} />
      {failed && (
        <Unreadable {...failed} isOver onRetry={retry} unknown={t('file.cannotPlay')}>
          {!(failed.failure instanceof Problem) && (
            <Button busy={busy} icon="download" onClick={save} variant="secondary">
              {t('file.save')}
            </Button>
          )}
        </Unreadable>
      )}
    </div>
  );
}
