import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useT } from '@/shared/i18n';
import { fileLink, usePicture } from '@/shared/pictures';
import { getLog } from '@/shared/sync/cache';
import { fullTime } from '@/shared/time';
import type { FileView } from '@/shared/types';
import { IconButton } from '@/shared/ui/Button';
import { useToastProblem } from '@/shared/ui/Toast';
import { download } from './download';
import styles from './Lightbox.module.css';

interface LightboxProps {
  chatId: string;
  fileId: string;
  onClose: () => void;
}

/** A picture over the whole window, and those before and after it in the conversation. */
export default function Lightbox({ chatId, fileId, onClose }: LightboxProps) {
  const t = useT();
  const ref = useRef<HTMLDialogElement>(null);
  const toastProblem = useToastProblem();
  const [shots] = useState(() => photosOf(chatId));
  const [index, setIndex] = useState(() => Math.max(0, shots.findIndex(({ file }) => file.id === fileId)));
  const shot = shots[index];

  useEffect(() => {
    const before = document.activeElement;
    ref.current!.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  if (shot === undefined) return null;
  const go = (step: number) => {
    const next = Math.min(shots.length - 1, Math.max(0, index + step));
    setIndex(next);
    // The button that was pressed goes away at either end; the arrow keys must go on to work.
    if (next === 0 || next === shots.length - 1) ref.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) go(step);
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
            {shots.length > 1 && ` · ${t('file.ofCount', { index: index + 1, count: shots.length })}`}
          </span>
        </div>
        <IconButton icon="download" label={t('file.download', { name: shot.file.name })} onClick={() => void download(shot.file).catch(toastProblem)} />
        <IconButton icon="close" label={t('common.close')} onClick={onClose} />
      </header>
      <Picture file={shot.file} key={shot.file.id} onClose={onClose} />
      {index > 0 && <IconButton className={styles.previous} icon="back" label={t('file.previous')} onClick={() => go(-1)} />}
      {index < shots.length - 1 && <IconButton className={styles.next} icon="next" label={t('file.next')} onClick={() => go(1)} />}
    </dialog>
  );
}

function Picture({ file, onClose }: { file: FileView; onClose: () => void }) {
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

  const src = full ?? small;
  return (
    // A press beside the picture closes; the keyboard has Esc and the button.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div className={styles.stage} onClick={(event) => event.target === event.currentTarget && onClose()}>
      {src && <img alt={file.name} className={styles.image} height={file.height ?? undefined} src={src} width={file.width ?? undefined} />}
    </div>
  );
}

function photosOf(chatId: string): { file: FileView; at: string }[] {
  const messages = getLog(chatId)?.messages ?? [];
  return messages.flatMap(({ files, at }) => files.filter((file) => file.kind === 'photo').map((file) => ({ file, at })));
}
