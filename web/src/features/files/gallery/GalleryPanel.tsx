import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { IconButton } from '@/shared/ui/Button';
import { GalleryList } from './GalleryList';
import styles from './Gallery.module.css';
import { GalleryTabs } from './GalleryTabs';
import type { Kind } from './galleryApi';

/** Photos, videos, files, links and voice messages of a chat, beside its conversation or over it. */
export default function GalleryPanel({ chatId }: { chatId: string }) {
  const t = useT();
  const [, navigate] = useLocation();
  const [kind, setKind] = useState<Kind>('photo');
  const panel = useRef<HTMLElement>(null);
  const id = useId();

  useEffect(() => {
    const before = document.activeElement;
    panel.current!.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const back = () => navigate(paths.chatInfo(chatId));
  const onKeyDown = (event: KeyboardEvent) => {
    const inDialog = (event.target as Element).closest('dialog') !== null;
    if (event.key === 'Escape' && !event.defaultPrevented && !inDialog) back();
  };

  return (
    // Esc closes what has no backdrop to press.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside aria-label={t('gallery.title')} className={styles.panel} onKeyDown={onKeyDown} ref={panel} tabIndex={-1}>
      <div className={styles.header}>
        <IconButton icon="back" label={t('common.back')} onClick={back} />
        <h2 className={styles.heading}>{t('gallery.title')}</h2>
      </div>
      <GalleryTabs id={id} kind={kind} onChange={setKind} />
      <div aria-labelledby={`${id}${kind}`} className={styles.tabPanel} id={`${id}panel`} role="tabpanel">
        <GalleryList chatId={chatId} key={kind} kind={kind} />
      </div>
    </aside>
  );
}
