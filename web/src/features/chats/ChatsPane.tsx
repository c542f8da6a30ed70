import { type ComponentType, type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { chatName, useChats } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { type Filter, hasFilter, withFilter } from '@/shared/searchQuery';
import type { LocalChat } from '@/shared/sync/fold';
import { IconButton } from '@/shared/ui/Button';
import { Empty } from '@/shared/ui/Empty';
import { Icon } from '@/shared/ui/Icon';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import { inOrder } from './chatsApi';
import { ChatList } from './ChatList';
import styles from './ChatsPane.module.css';
import { PeopleResults } from './PeopleResults';

interface ChatsPaneProps {
  openChatId: string | null;
  /** Said instead of the product's name while there is no connection. */
  title: string;
  /** Messages with these words. */
  renderMessages: (query: string) => ReactNode;
  Filters: ComponentType<{ onPick: (filter: Filter) => void }>;
}

export function ChatsPane({ openChatId, title, renderMessages, Filters }: ChatsPaneProps) {
  const t = useT();
  const [, navigate] = useLocation();
  const [query, setQuery] = useState('');
  const [archive, setArchive] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const chats = useChats();
  const wanted = useDeferredValue(query.trim());
  const { shown, archived } = useMemo(() => select(chats, wanted, archive, t), [chats, wanted, archive, t]);

  function pick(filter: Filter) {
    setQuery(withFilter(query, filter));
    field.current?.focus();
  }

  return (
    // The keys come from the field and the rows inside.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.pane} onKeyDown={walk}>
      <div className={styles.header}>
        {archive ? (
          <IconButton icon="back" label={t('common.back')} onClick={() => setArchive(false)} />
        ) : (
          <IconButton icon="user" label={t('chats.profile')} onClick={() => navigate(paths.profile)} />
        )}
        <h1 className={styles.title}>{archive ? t('chats.archive') : title}</h1>
        <IconButton icon="edit" label={t('chats.new')} onClick={() => navigate(paths.newChat)} />
      </div>
      <search className={styles.search}>
        <div className={styles.field}>
          <Icon name="search" size={18} />
          <input
            aria-label={t('chats.search')}
            autoComplete="off"
            className={styles.input}
            enterKeyHint="search"
            maxLength={256}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setQuery('')}
            placeholder={t('chats.search')}
            ref={field}
            type="search"
            value={query}
          />
        </div>
        {query === '' && (
          <div className={styles.filters}>
            <Filters onPick={pick} />
          </div>
        )}
      </search>
      {!archive && wanted === '' && archived > 0 && (
        <button className={styles.archive} onClick={() => setArchive(true)} type="button">
          <Icon name="archive" />
          <span>{t('chats.archive')}</span>
          <span className={styles.count}>{archived}</span>
        </button>
      )}
      {chats === undefined ? (
        <CenteredSpinner label={t('common.loading')} />
      ) : (
        <ChatList chats={shown} openChatId={openChatId}>
          {wanted.length >= 2 && !hasFilter(wanted) && <PeopleResults onDone={() => setQuery('')} query={wanted} />}
          {wanted !== '' && renderMessages(wanted)}
          {wanted === '' && shown.length === 0 && <Empty>{t(archive ? 'chats.archiveEmpty' : 'chats.empty')}</Empty>}
        </ChatList>
      )}
    </div>
  );
}

/** Arrows go from the field to the rows and from row to row, as in a list of files. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.defaultPrevented) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, li > a, li > button')];
  const now = stops.indexOf(document.activeElement as HTMLElement);
  const next = now === -1 ? undefined : stops[now + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** A search looks through the archive too. */
function select(chats: Record<string, LocalChat> | undefined, query: string, archive: boolean, t: ReturnType<typeof useT>) {
  const all = Object.values(chats ?? {});
  const words = query.toLocaleLowerCase();
  const matches = (chat: LocalChat) =>
    query === ''
      ? chat.archived === archive
      : chatName(chat, t).toLocaleLowerCase().includes(words) || chat.handle?.toLocaleLowerCase().startsWith(words.replace(/^@/, ''));
  return { shown: inOrder(all.filter(matches)), archived: all.filter((chat) => chat.archived).length };
}
