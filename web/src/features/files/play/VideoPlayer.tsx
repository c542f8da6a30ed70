import { useEffect, useRef, useState } from 'react';
import { useT } from '@/shared/i18n';
import { fileLink, usePicture } from '@/shared/pictures';
import type { FileView } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { useToastProblem } from '@/shared/ui/Toast';
import { download } from '../download';
import styles from './VideoPlayer.module.css';
import { stream } from './stream';
import { takeTurn } from './turn';

/** Plays at once, in the place of its poster. */
export default function VideoPlayer({ file }: { file: FileView }) {
  const t = useT();
  const ref = useRef<HTMLVideoElement>(null);
  const poster = usePicture(file.hasThumbnail ? file.id : null);
  const toastProblem = useToastProblem();
  const [isFailed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    const video = ref.current!;
    video.focus();
    const end = stream(video, { takeLink: () => fileLink(file.id), onFailed: () => setFailed(true) });
    return () => {
      end();
      video.pause();
    };
  }, [file.id, tries]);

  const retry = () => {
    setFailed(false);
    setTries((count) => count + 1);
  };

  return (
    // The arrows are those of the film here, not of the list of messages.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.frame} onKeyDown={(event) => event.stopPropagation()}>
      {/* Nobody writes captions for what people send each other. */}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      <video
        aria-label={file.name}
        className={styles.video}
        controls={!isFailed}
        onPlay={(event) => takeTurn(event.currentTarget)}
        playsInline
        poster={poster ?? undefined}
        ref={ref}
      />
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
