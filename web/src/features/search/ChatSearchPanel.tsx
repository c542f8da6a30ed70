import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { withFilter } from '@/shared/searchQuery';
import type { LocalChat } from '@/shared/sync/fold';
import { SidePanel } from '@/shared/ui/SidePanel';
import { useMedia } from '@/shared/useMedia';
import { useSettled } from '@/shared/useSettled';
import { newVisit } from '@/shared/visit';
import styles from './ChatSearchPanel.module.css';
import { FilterChips } from './FilterChips';
import { FoundList } from './FoundList';
import { FoundRow } from './FoundRow';
import { PanelHead } from './PanelHead';
import { useMessageSearch } from './searchApi';
import { useFindField } from './useFindField';
import { useStepping } from './useStepping';

interface ChatSearchPanelProps {
  chat: LocalChat;
  /** The message that the conversation shows. */
  seq: number | null;
  onClose: () => void;
}

/** Searches one chat beside its conversation. Where it lies over the conversation it folds up to let a found message be seen. */
export default function ChatSearchPanel({ chat, seq, onClose }: ChatSearchPanelProps) {
  const t = useT();
  const [, navigate] = useLocation();
  const [query, setQuery] = useState('');
  const [settled, settle] = useSettled(query.trim());
  const search = useMessageSearch(settled, chat.id);
  const [isFolded, setFolded] = useState(false);
  const isOver = useMedia('(max-width: 1079px)');
  const unfold = useCallback(() => setFolded(false), []);
  const field = useFindField(unfold);
  const next = useRef<HTMLButtonElement>(null);
  const rows = useRef<HTMLDivElement>(null);

  const show = useCallback(
    (wanted: number) => {
      navigate(paths.chatSearch(chat.id, wanted), { replace: true, state: newVisit() });
      setFolded(true);
      // Takes the keyboard of a phone away, and the focus off what is folded.
      if (isOver) next.current?.focus();
    },
    [chat.id, isOver, navigate],
  );
  const stepping = useStepping({ search, isSettled: settled === query.trim(), settle, seq, show });

  useEffect(() => {
    rows.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [stepping.index]);

  function change(text: string) {
    stepping.forget();
    setQuery(text);
    unfold();
  }

  return (
    <SidePanel
      head={
        <PanelHead
          field={field}
          isFolded={isFolded && isOver}
          next={next}
          onChange={change}
          onClose={onClose}
          onUnfold={unfold}
          query={query}
          search={search}
          stepping={stepping}
        />
      }
      isFolded={isFolded}
      label={t('search.inChat')}
      leavesFocus
      onEscape={onClose}
    >
      <div className={styles.content} ref={rows}>
        {query === '' && (
          <>
            <p className={styles.help}>{t('search.help')}</p>
            <FilterChips
              inChat
              onPick={(filter) => {
                change(withFilter(query, filter));
                field.current?.focus();
              }}
            />
          </>
        )}
        <FoundList search={search}>
          {search.items.map((found) => (
            <FoundRow found={found} inChat isCurrent={found.message.seq === seq} key={found.message.seq} onOpen={show} />
          ))}
        </FoundList>
      </div>
    </SidePanel>
  );
}
