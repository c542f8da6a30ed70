import type { ReactNode } from 'react';
import { useT } from '@/shared/i18n';
import { useProblemText } from '@/shared/problemText';
import type { User } from '@/shared/types';
import { Empty } from '@/shared/ui/Empty';
import { Notice } from '@/shared/ui/Notice';
import type { People } from './createApi';
import styles from './People.module.css';

interface PeopleListProps extends People {
  query: string;
  children: (person: User) => ReactNode;
}

export function PeopleList({ people, searching, failed, query, children }: PeopleListProps) {
  const t = useT();
  const problemText = useProblemText();
  const wanted = query.trim();
  const nobody = wanted.length < 2 ? t('people.searchHint') : t('chats.nobody');
  return (
    <div className={styles.list}>
      {failed !== null && <Notice tone="danger">{problemText(failed)}</Notice>}
      <p className="visually-hidden" role="status">
        {wanted !== '' && !searching && t('chats.found', { count: people.length })}
      </p>
      {people.length === 0 && !searching && failed === null && <Empty>{nobody}</Empty>}
      <ul>
        {people.map((person) => (
          <li key={person.id}>{children(person)}</li>
        ))}
      </ul>
    </div>
  );
}
