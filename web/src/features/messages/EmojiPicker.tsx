import { EmojiPicker as Frimousse } from 'frimousse';
import { useEffect, useRef } from 'react';
import { i18n, useT } from '@/shared/i18n';
import styles from './EmojiPicker.module.css';

interface EmojiPickerProps {
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** Its data comes from our own server, in the reader's language. */
export default function EmojiPicker({ onPick, onClose }: EmojiPickerProps) {
  const t = useT();
  const ref = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    ref.current!.querySelector('input')?.focus();
    const outside = (event: PointerEvent) => {
      if (!ref.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener('pointerdown', outside, true);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      if (before instanceof HTMLElement) before.focus();
    };
  }, [onClose]);

  return (
    // Esc closes it from anywhere inside.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div aria-label={t('emoji.title')} className={styles.popup} onKeyDown={(event) => event.key === 'Escape' && onClose()} ref={ref} role="dialog">
      <Frimousse.Root
        className={styles.picker}
        columns={8}
        emojibaseUrl="/emoji"
        locale={i18n.locale === 'ru' ? 'ru' : 'en'}
        onEmojiSelect={({ emoji }) => onPick(emoji)}
      >
        <Frimousse.Search aria-label={t('emoji.search')} className={styles.search} placeholder={t('emoji.search')} />
        <Frimousse.Viewport className={styles.viewport} tabIndex={0}>
          <Frimousse.Loading className={styles.note}>{t('common.loading')}</Frimousse.Loading>
          <Frimousse.Empty className={styles.note}>{t('emoji.none')}</Frimousse.Empty>
          <Frimousse.List
            components={{
              CategoryHeader: ({ category, ...props }) => (
                <div {...props} className={styles.category}>
                  {category.label}
                </div>
              ),
              // Counted from 0, which is no valid index; the picker looks the others up by it.
              Row: (props) => <div {...props} aria-rowindex={props['aria-rowindex'] || undefined} />,
              Emoji: ({ emoji, ...props }) => (
                <button {...counted(props)} className={styles.emoji} type="button">
                  {emoji.emoji}
                </button>
              ),
            }}
          />
        </Frimousse.Viewport>
      </Frimousse.Root>
    </div>
  );
}

/** Columns are counted from 0 here too, and nothing looks them up. */
function counted<T extends { 'aria-colindex'?: number }>(props: T): T {
  return { ...props, 'aria-colindex': (props['aria-colindex'] ?? 0) + 1 };
}
