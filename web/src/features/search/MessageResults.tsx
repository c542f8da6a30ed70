import { useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useSettled } from '@/shared/useSettled';
import { FoundList } from './FoundList';
import { FoundRow } from './FoundRow';
import styles from './MessageResults.module.css';
import { useMessageSearch } from './searchApi';

/** Messages of all chats, below the chats and people with the same words. */
export default function MessageResults({ query }: { query: string }) {
  const t = useT();
  const [location] = useLocation();
  const [settled] = useSettled(query, '');
  const search = useMessageSearch(settled, null);

  return (
    <section aria-label={t('search.found')}>
      <h2 className={styles.heading}>{t('search.messages')}</h2>
      {settled !== '' && (
        <FoundList search={search}>
          {search.items.map((found) => {
            const { chatId, seq } = found.message;
            return <FoundRow found={found} isCurrent={location === paths.message(chatId, seq)} key={`${chatId} ${seq}`} />;
          })}
        </FoundList>
      )}
    </section>
  );
}
