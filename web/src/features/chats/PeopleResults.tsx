import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api } from '@/shared/api';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useSession } from '@/shared/session';
import { enterChat } from '@/shared/sync/cache';
import type { Chat, User } from '@/shared/types';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { useToastProblem } from '@/shared/ui/Toast';
import { useSettled } from '@/shared/useSettled';
import listStyles from './ChatList.module.css';
import { usePeopleSearch } from './chatsApi';
import styles from './ChatsPane.module.css';

/** People found on the server, to start a personal chat with. */
export function PeopleResults({ query, onDone }: { query: string; onDone: () => void }) {
  const t = useT();
  const [settled] = useSettled(query);
  const me = useSession((session) => session.user?.id);
  const people = usePeopleSearch(settled).data?.filter(({ id }) => id !== me) ?? [];
  const open = useOpenPersonalChat(onDone);

  return (
    <section aria-label={t('chats.people')}>
      <h2 className={styles.section}>{t('chats.people')}</h2>
      <p className="visually-hidden" role="status">
        {t('chats.found', { count: people.length })}
      </p>
      {people.length === 0 && <p className={styles.nobody}>{t('chats.nobody')}</p>}
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <button className={listStyles.row} onClick={() => open.mutate(person)} type="button">
              <FileAvatar id={person.id} name={person.name} photoFileId={person.photoFileId} />
              <span className={listStyles.texts}>
                <bdi className={listStyles.name}>{person.name}</bdi>
                {person.handle && <span className={listStyles.preview}>@{person.handle}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function useOpenPersonalChat(onDone: () => void) {
  const [, navigate] = useLocation();
  const toastProblem = useToastProblem();
  return useMutation({
    mutationFn: (person: User) => api.post<Chat>('/chats', { type: 'personal', memberIds: [person.id] }),
    onSuccess: (chat) => {
      enterChat(chat);
      navigate(paths.chat(chat.id));
      onDone();
    },
    onError: toastProblem,
  });
}
