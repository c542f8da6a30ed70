import { useEffect, useRef, useState } from 'react';
import { useT } from '@/shared/i18n';
import { usePicture } from '@/shared/pictures';
import type { FileView } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { useToastProblem } from '@/shared/ui/Toast';
import { download } from '../download';
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
  const toastProblem = useToastProblem();
  const [isFailed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  // With every change of its message the same film comes as another object.
  const { id, kind, size } = file;

  useEffect(() => {
    if (takesFocus) ref.current!.focus();
  }, [takesFocus, tries]);

  useEffect(() => {
    const video = ref.current!;
    const { now, end } = playFile(video, { id, kind, size }, { rate: speed, onFailed: () => setFailed(true) });
    return () => {
      speed = now().rate;
      end();
      video.pause();
    };
  }, [id, kind, size, tries]);

  const retry = () => {
    setFailed(false);
    setTries((count) => count + 1);
  };

  return (
    // The arrows are those of the film here, not of what it stands in.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.frame} onKeyDown={(event) => event.stopPropagation()}>
      {/* Nobody writes captions for what people send each other. */}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      <video aria-label={file.name} className={styles.video} controls={!isFailed} playsInline poster={poster ?? undefined} ref={ref} />
      {isFailed && (
        <div className={styles.failed} role="alert">
          <p>{t('file.cannotPlay')}</p>
          <Button icon="retry" onClick={retry} variant="secondary">
            {t('common.retry')}
          </Button>
          <Button icon="download" onClick={() => void download(file).catch(toastProblem)} variant="secondary">
            {t('file.save')}
          </Button>
        </div>
      )}
    </div>
  );
}
