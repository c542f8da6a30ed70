import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useProblemText } from '@/shared/problemText';
import { fullTime } from '@/shared/time';
import { IconButton } from '@/shared/ui/Button';
import { Icon } from '@/shared/ui/Icon';
import { newVisit } from '@/shared/visit';
import { download } from './download';
import styles from './Lightbox.module.css';
import VideoPlayer from './play/VideoPlayer';
import { PictureStage, type Stage } from './viewer/PictureStage';
import { share } from './viewer/share';
import { type Shot, shotKey } from './viewer/shots';
import { useShots } from './viewer/useShots';

interface LightboxProps {
  chatId: string;
  start: Shot;
  onClose: () => void;
}

/** A picture or a film over the whole window, and all those before and after it in the chat. */
export default function Lightbox({ chatId, start, onClose }: LightboxProps) {
  const t = useT();
  const ref = useRef<HTMLDialogElement>(null);
  const stage = useRef<Stage>(null);
  const problemText = useProblemText();
  const [note, setNote] = useState('');
  const { shots, index, isDeleted, isWhole, go } = useShots(chatId, start);
  const shot = shots[index]!;

  useEffect(() => {
    const before = document.activeElement;
    ref.current!.showModal();
    return () => {
      // Its row may have gone meanwhile.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      else document.getElementById('main')?.focus();
    };
  }, []);

  useEffect(() => {
    if (isDeleted) onClose();
  }, [isDeleted, onClose]);

  const isRtl = () => getComputedStyle(ref.current!).direction === 'rtl';
  const step = (by: number) => {
    setNote('');
    // The button that was pressed goes away at either end; the arrow keys must go on to work.
    if (go(by) && (shots[index + 2 * by] === undefined)) ref.current?.focus();
  };
  const tell = (work: Promise<string>) => void work.then(setNote, (error: unknown) => setNote(problemText(error)));
  const onKeyDown = (event: KeyboardEvent) => {
    // What lies behind it must not move.
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (stage.current?.onKey(event.key)) event.preventDefault();
    else if (by !== undefined) step(isRtl() ? -by : by);
  };

  return (
    <dialog
      aria-label={t('file.viewer')}
      className={styles.viewer}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={onKeyDown}
      ref={ref}
      tabIndex={-1}
    >
      <header className={styles.header}>
        <div className={styles.title}>
          <bdi>{shot.file.name}</bdi>
          <span className={styles.detail}>
            {fullTime(shot.at)}
            {isWhole && shots.length > 1 && ` · ${t('file.ofCount', { index: index + 1, count: shots.length })}`}
          </span>
        </div>
        <Link aria-label={t('gallery.show')} className={styles.show} href={paths.message(chatId, shot.seq)} onClick={onClose} state={newVisit()} title={t('gallery.show')}>
          <Icon name="chat" />
        </Link>
        <IconButton icon="share" label={t('viewer.share')} onClick={() => tell(share(chatId, shot).then((isCopied) => (isCopied ? t('viewer.copied') : '')))} />
        <IconButton icon="download" label={t('file.download', { name: shot.file.name })} onClick={() => tell(download(shot.file).then(() => ''))} />
        <IconButton icon="close" label={t('common.close')} onClick={onClose} />
      </header>
      {shot.file.kind === 'video' ? (
        <div className={styles.stage} key={shotKey(shot)}>
          <VideoPlayer file={shot.file} />
        </div>
      ) : (
        <PictureStage
          file={shot.file}
          key={shotKey(shot)}
          onClose={onClose}
          onSwipe={(to) => (to === 'down' ? onClose() : step((to === 'left') === isRtl() ? -1 : 1))}
          ref={stage}
        />
      )}
      <p className={note ? styles.note : 'visually-hidden'} role="status">
        {note}
      </p>
      {index > 0 && <IconButton className={styles.previous} icon="back" label={t('file.previous')} onClick={() => step(-1)} />}
      {index < shots.length - 1 && <IconButton className={styles.next} icon="next" label={t('file.next')} onClick={() => step(1)} />}
    </dialog>
  );
}
