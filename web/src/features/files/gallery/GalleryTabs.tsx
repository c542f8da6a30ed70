import type { KeyboardEvent } from 'react';
import { useT } from '@/shared/i18n';
import styles from './Gallery.module.css';
import { type Kind, kinds } from './galleryApi';

interface GalleryTabsProps {
  /** Of each tab with its kind behind it, of their panel with `panel`. */
  id: string;
  kind: Kind;
  onChange: (kind: Kind) => void;
}

/** One stop of the Tab key; arrows go from one to the next and show it. */
export function GalleryTabs({ id, kind, onChange }: GalleryTabsProps) {
  const t = useT();

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const now = kinds.indexOf(kind);
    const wanted = { Home: 0, End: kinds.length - 1, ArrowLeft: now - 1, ArrowRight: now - 1, [forward]: now + 1 }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const next = (wanted + kinds.length) % kinds.length;
    onChange(kinds[next]!);
    (event.currentTarget.children[next] as HTMLElement).focus();
  }

  return (
    <div aria-label={t('gallery.title')} className={styles.tabs} onKeyDown={onKeyDown} role="tablist" tabIndex={-1}>
      {kinds.map((each) => (
        <button
          aria-controls={`${id}panel`}
          aria-selected={each === kind}
          className={styles.tab}
          id={id + each}
          key={each}
          onClick={() => onChange(each)}
          role="tab"
          tabIndex={each === kind ? 0 : -1}
          type="button"
        >
          {t(`gallery.${each}`)}
        </button>
      ))}
    </div>
  );
}
