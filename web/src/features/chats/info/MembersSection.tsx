import { lazy, Suspense, useState } from 'react';
import { useT } from '@/shared/i18n';
import { useProblemText } from '@/shared/problemText';
import type { LocalChat } from '@/shared/sync/fold';
import { Button } from '@/shared/ui/Button';
import { Empty } from '@/shared/ui/Empty';
import { Notice } from '@/shared/ui/Notice';
import { RowButton, Section } from '@/shared/ui/Section';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import { useWatched } from '@/shared/useWatched';
import { useSettled } from '@/shared/useSettled';
import { SearchBox } from '../create/SearchBox';
import styles from './ChatInfo.module.css';
import { useMembers } from './infoApi';
import { MemberRow } from './MemberRow';
import { mayManage } from './rights';

const AddMembersDialog = lazy(() => import('./AddMembersDialog'));

/** A search pays from here on. */
const searchFrom = 12;
/** The server watches at most 200 people for one socket. */
const watched = 100;

export function MembersSection({ chat }: { chat: LocalChat }) {
  const t = useT();
  const problemText = useProblemText();
  const [query, setQuery] = useState('');
  const [adding, setAdding] = useState(false);
  const [wanted] = useSettled(query.trim());
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useMembers(chat.id, wanted);
  const members = data?.pages.flatMap((page) => page.items) ?? [];
  useWatched(members.slice(0, watched).map(({ user }) => user.id));
  const title = t(chat.type === 'channel' ? 'chat.subscribers' : 'chat.members', { count: chat.memberCount });

  return (
    <Section title={title}>
      {mayManage(chat) && <RowButton icon="userPlus" label={t('info.add')} onClick={() => setAdding(true)} />}
      {chat.memberCount >= searchFrom && (
        <div className={styles.search}>
          <SearchBox label={t('info.searchMembers')} onChange={setQuery} value={query} />
        </div>
      )}
      {error !== null && <Notice tone="danger">{problemText(error)}</Notice>}
      {isPending && error === null && <CenteredSpinner label={t('common.loading')} />}
      {data && members.length === 0 && <Empty>{t('chats.nobody')}</Empty>}
      <ul className={styles.members}>
        {members.map((member) => (
          <MemberRow chat={chat} key={member.user.id} member={member} />
        ))}
      </ul>
      {hasNextPage && (
        <div className={styles.buttons}>
          <Button busy={isFetchingNextPage} className={styles.more} onClick={() => void fetchNextPage()} variant="quiet">
            {t('info.more')}
          </Button>
        </div>
      )}
      <Suspense>
        {adding && <AddMembersDialog chatId={chat.id} members={members} onClose={() => setAdding(false)} />}
      </Suspense>
    </Section>
  );
}
