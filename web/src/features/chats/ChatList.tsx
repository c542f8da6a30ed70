import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useT } from '@/shared/i18n';
import type { LocalChat } from '@/shared/sync/fold';
import { useWatched } from '@/shared/useWatched';
import styles from './ChatList.module.css';
import { ChatMenu } from './ChatMenu';
import { ChatRow } from './ChatRow';

interface ChatListProps {
  chats: LocalChat[];
  openChatId: string | null;
  /** After the chats. */
  children?: ReactNode;
}

const watchedPeers = 100;

export function ChatList({ chats, openChatId, children }: ChatListProps) {
  const t = useT();
  const [menu, setMenu] = useState<{ chatId: string; at: { x: number; y: number } } | null>(null);
  const openMenu = useCallback((chatId: string, at: { x: number; y: number }) => setMenu({ chatId, at }), []);
  const menuChat = menu && chats.find(({ id }) => id === menu.chatId);
  useWatched(useMemo(() => chats.flatMap(({ peer }) => (peer ? [peer.id] : [])).slice(0, watchedPeers), [chats]));

  return (
    <div className={styles.scroller}>
      {chats.length > 0 && (
        <ul aria-label={t('chats.list')} className={styles.list}>
          {chats.map((chat) => (
            <ChatRow chat={chat} isOpen={chat.id === openChatId} key={chat.id} onMenu={openMenu} />
          ))}
        </ul>
      )}
      {children}
      {menu && menuChat && <ChatMenu at={menu.at} chat={menuChat} onClose={() => setMenu(null)} />}
    </div>
  );
}
