import { type ReactNode, useCallback } from 'react';
import { i18n, useT } from '@/shared/i18n';
import { Problem } from '@/shared/problem';
import { useProblemText } from '@/shared/problemText';
import { Button } from '@/shared/ui/Button';
import { Spinner } from '@/shared/ui/Spinner';
import styles from './FoundList.module.css';
import type { MessageSearch } from './searchApi';

/** The rows of a search and what there is to say about them: under way, nothing found, failed. */
export function FoundList({ search, children }: { search: MessageSearch; children: ReactNode }) {
  const t = useT();
  const { items, isAsked, isLoading, isOutdated, hasMore, error, more } = search;
  const count = items.length;
  const state = !isAsked || isLoading || error ? null : hasMore ? 'search.countMore' : 'search.count';

  return (
    <>
      <p className={state && count === 0 ? styles.none : 'visually-hidden'} role="status">
        {state && t(count === 0 ? 'search.none' : state, { count })}
      </p>
      {count > 0 && (
        <div className={isOutdated ? `${styles.found} ${styles.outdated}` : styles.found}>
          <ul aria-busy={isOutdated} aria-label={t('search.found')}>
            {children}
          </ul>
          {hasMore && !isOutdated && <NearEnd key={count} onNear={more} />}
        </div>
      )}
      {error && <Failure error={error} retry={search.retry} />}
      {isLoading && (count === 0 || !isOutdated) && (
        <div className={styles.loading}>
          <Spinner label={t('search.loading')} />
        </div>
      )}
    </>
  );
}

/** Reaches up from the end of the list by a screen: whoever sees it will soon want more. */
function NearEnd({ onNear }: { onNear: () => void }) {
  const watch = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined;
      const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onNear());
      observer.observe(element);
      return () => observer.disconnect();
    },
    [onNear],
  );
  return <div className={styles.nearEnd} ref={watch} />;
}

/** What the server cannot make sense of is put right by typing on; all else by trying again. */
function Failure({ error, retry }: { error: Error; retry: () => void }) {
  const t = useT();
  const problemText = useProblemText();
  const isAboutQuery = error instanceof Problem && error.code === 'validation';
  return (
    <div className={styles.failure} role="alert">
      <p>{isAboutQuery ? (i18n.locale === 'en' ? problemText(error) : t('search.invalid')) : t('search.failed', { reason: problemText(error) })}</p>
      {!isAboutQuery && (
        <Button icon="retry" onClick={retry} variant="secondary">
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
