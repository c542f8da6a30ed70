import type { KeyboardEvent, RefObject } from 'react';
import { useT } from '@/shared/i18n';
import { IconButton } from '@/shared/ui/Button';
import { HeadBar } from '@/shared/ui/Head';
import { Icon } from '@/shared/ui/Icon';
import styles from './ChatSearchPanel.module.css';
import type { MessageSearch } from './searchApi';
import type { useStepping } from './useStepping';

interface PanelHeadProps {
  query: string;
  search: MessageSearch;
  stepping: ReturnType<typeof useStepping>;
  field: RefObject<HTMLInputElement | null>;
  next: RefObject<HTMLButtonElement | null>;
  /** Only this is to be seen of the panel. */
  isFolded: boolean;
  onChange: (query: string) => void;
  onUnfold: () => void;
  onClose: () => void;
}

/** Close, the field with how far one is, and the two steps. */
export function PanelHead({ query, search, stepping, field, next, isFolded, onChange, onUnfold, onClose }: PanelHeadProps) {
  const t = useT();
  const { index, step, hasNext, hasPrevious } = stepping;
  const count = search.items.length;

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    // Enter chooses from what an input method offers.
    if (event.nativeEvent.isComposing) return;
    const isBack = event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey);
    if (!isBack && event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    if (query.trim() !== '') step(isBack ? -1 : 1);
  }

  return (
    <HeadBar className={styles.header}>
      {isFolded ? (
        <IconButton icon="back" label={t('search.backToList')} onClick={onUnfold} />
      ) : (
        <IconButton icon="close" label={t('common.close')} onClick={onClose} />
      )}
      <search className={styles.box}>
        <Icon name="search" size={18} />
        <input
          aria-label={t('search.inChat')}
          autoComplete="off"
          className={styles.input}
          enterKeyHint="search"
          maxLength={256}
          onChange={(event) => onChange(event.target.value)}
          onClick={onUnfold}
          onKeyDown={onKeyDown}
          placeholder={t('search.inChat')}
          ref={field}
          spellCheck={false}
          type="search"
          value={query}
        />
        {count > 0 && !search.isOutdated && (
          <span className={styles.position} role="status">
            {index >= 0 && t('search.position', { index: index + 1, count: search.hasMore ? `${count}+` : count })}
          </span>
        )}
      </search>
      <IconButton aria-disabled={!hasPrevious} icon="up" label={t('search.previous')} onClick={() => hasPrevious && step(-1)} />
      <IconButton aria-disabled={!hasNext} icon="down" label={t('search.next')} onClick={() => hasNext && step(1)} ref={next} />
    </HeadBar>
  );
}
