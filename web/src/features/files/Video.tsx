import { lazy, Suspense, useState } from 'react';
import { playLength } from '@/shared/duration';
import { useT } from '@/shared/i18n';
import type { FileView } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import styles from './Attachments.module.css';
import { Tile } from './Tile';

const VideoPlayer = lazy(() => import('./play/VideoPlayer'));

interface VideoProps {
  file: FileView;
  uploadId: string | undefined;
  isTile: boolean;
}

/** A film: its poster, and in the same place the film once it is pressed. */
export function Video({ file, ...rest }: VideoProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const player = isOpen && (
    <Suspense>
      <VideoPlayer file={file} takesFocus />
    </Suspense>
  );
  return (
    <Tile {...rest} file={file} label={t('file.playVideo', { name: file.name })} onOpen={() => setOpen(true)} player={player || undefined}>
      <span className={styles.playMark}>
        <Icon name="play" size={26} />
      </span>
      {file.duration ? <span className={styles.length}>{playLength(file.duration)}</span> : null}
    </Tile>
  );
}
