import { lazy, Suspense, useEffect } from 'react';
import { Link, Route, Switch, useLocation, useRoute } from 'wouter';
import { ChatsPane } from '@/features/chats/ChatsPane';
import { closeShot, useOpened } from '@/features/files/viewer/opened';
import { FilterChips } from '@/features/search/FilterChips';
import { useChats } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { hidePerson, usePersonCard } from '@/shared/personCard';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import { useMedia } from '@/shared/useMedia';
import ChatScreen from './ChatScreen';
import { ConnectionNotice } from './ConnectionNotice';
import styles from './Shell.module.css';
import { useChatSearch } from './useChatSearch';
import { useConnection } from './useConnection';

const ProfilePage = lazy(() => import('@/features/profile/ProfilePage'));
const StoragePage = lazy(() => import('@/features/profile/storage/StoragePage'));
const NewChatDialog = lazy(() => import('@/features/chats/NewChatDialog'));
const PersonDialog = lazy(() => import('@/features/chats/info/PersonDialog'));
const ChatInfoPanel = lazy(() => import('@/features/chats/ChatInfoPanel'));
const GalleryPanel = lazy(() => import('@/features/files/gallery/GalleryPanel'));
const Lightbox = lazy(() => import('@/features/files/Lightbox'));
const ChatSearchPanel = lazy(() => import('@/features/search/ChatSearchPanel'));
const MessageResults = lazy(() => import('@/features/search/MessageResults'));

/** Two panes; on a phone the list or the conversation. */
export function Shell() {
  const t = useT();
  const [location, navigate] = useLocation();
  const [, chatRoute] = useRoute('/c/:chatId/:rest?');
  const person = usePersonCard((card) => card.userId);
  const opened = useOpened((viewer) => viewer.opened);
  const connection = useConnection();
  const chats = useChats();
  const chatId = chatRoute?.chatId ?? null;
  const aside = chatRoute?.rest;
  const seq = chatRoute?.rest && /^\d+$/.test(chatRoute.rest) ? Number(chatRoute.rest) : null;
  const chat = chatId === null ? undefined : chats?.[chatId];
  const chatSearch = useChatSearch(chatId, seq);
  const isList = location === paths.home || location === paths.newChat;
  // On a phone the list is all there is.
  const isListAlone = useMedia('(max-width: 719px)') && isList;
  const isGone = chat === undefined;
  // It goes with what it was opened from.
  useEffect(() => closeShot, [location, isGone]);
  useTitle(Object.values(chats ?? {}).filter((each) => each.unread > 0 && !each.mutedUntil && !each.archived).length);

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t('shell.skip')}
      </a>
      <ConnectionNotice connection={connection} />
      <div className={styles.panes} data-shows={isList ? 'list' : 'main'}>
        <div aria-label={t('chats.list')} className={styles.list} role={isListAlone ? 'main' : 'navigation'}>
          <ChatsPane
            Filters={FilterChips}
            openChatId={chatId}
            renderMessages={(query) => (
              <Suspense>
                <MessageResults query={query} />
              </Suspense>
            )}
            title={t(`shell.title.${connection}`)}
          />
        </div>
        <div className={styles.main} id="main" role={isListAlone ? undefined : 'main'} tabIndex={-1}>
          <Suspense fallback={<CenteredSpinner label={t('common.loading')} />}>
            {chatId !== null ? (
              <ChatScreen chatId={chatId} key={chatId} seq={seq} />
            ) : (
              <Switch>
                <Route component={ProfilePage} path={paths.profile} />
                <Route component={StoragePage} path={paths.storage} />
                <Route path={isList ? location : paths.home}>
                  <p className={styles.hint}>{t('shell.pickChat')}</p>
                </Route>
                <Route>
                  <div className={styles.notice}>
                    <p>{t('notFound.title')}</p>
                    <Link href={paths.home}>{t('notFound.home')}</Link>
                  </div>
                </Route>
              </Switch>
            )}
          </Suspense>
        </div>
        <Suspense>
          {aside === 'info' && chat && <ChatInfoPanel chat={chat} key={chat.id} onClose={() => navigate(paths.chat(chat.id))} />}
          {aside === 'media' && chat && <GalleryPanel chatId={chat.id} key={chat.id} />}
          {chatSearch.isOpen && chat && <ChatSearchPanel chat={chat} key={chat.id} onClose={chatSearch.close} seq={seq} />}
        </Suspense>
      </div>
      <Suspense>
        {opened !== null && <Lightbox chatId={opened.chatId} onClose={closeShot} start={opened.shot} />}
        {person !== null && <PersonDialog onClose={hidePerson} userId={person} />}
        {location === paths.newChat && <NewChatDialog onClose={() => navigate(paths.home)} />}
      </Suspense>
    </div>
  );
}

function useTitle(unreadChats: number) {
  useEffect(() => {
    document.title = unreadChats > 0 ? `(${unreadChats}) BrainMessenger` : 'BrainMessenger';
  }, [unreadChats]);
}
