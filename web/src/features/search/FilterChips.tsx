import { type KeyboardEvent, useId } from 'react';
import { useT } from '@/shared/i18n';
import { type Filter, filters } from '@/shared/searchQuery';
import styles from './FilterChips.module.css';

interface FilterChipsProps {
  onPick: (filter: Filter) => void;
  /** Within one chat there is no choosing one. */
  inChat?: boolean;
}

/** What narrows a search down, to be learned and put in. Beside a field it says each by a word, within a chat by a line. */
export function FilterChips({ onPick, inChat = false }: FilterChipsProps) {
  const t = useT();
  const id = useId();
  return (
    <div aria-label={t('search.filters')} className={inChat ? styles.lines : styles.chips} onKeyDown={move} role="toolbar" tabIndex={-1}>
      {filters
        .filter((filter) => !inChat || filter !== 'in:')
        .map((filter, index) => {
          const about = t(`search.filter.${filter.replace(/:.*/, '')}`);
          return (
            <button
              aria-describedby={`${id}${index}`}
              className={styles.filter}
              key={filter}
              onClick={() => onPick(filter)}
              // The field keeps the focus, and what hangs on it stays open.
              onMouseDown={(event) => event.preventDefault()}
              tabIndex={index === 0 ? 0 : -1}
              title={inChat ? undefined : about}
              type="button"
            >
              <span className={styles.word}>{filter}</span>
              <span className={inChat ? styles.about : 'visually-hidden'} id={`${id}${index}`}>
                {about}
              </span>
            </button>
          );
        })}
    </div>
  );
}

/** One stop of the Tab key; arrows go from one to the next. */
function move(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll('button')];
  all[(all.indexOf(document.activeElement as HTMLButtonElement) + step + all.length) % all.length]?.focus();
}
