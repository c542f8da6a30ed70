import { memo } from 'react';
import { Link } from 'wouter';
import { chatAvatarId, chatName, chatPhoto, isMuted, useIsOnline } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import type { LocalChat } from '@/shared/sync/fold';
import { shortTime } from '@/shared/time';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { Icon } from '@/shared/ui/Icon';
import { useLongPress } from '@/shared/ui/useLongPress';
import { ChatPreview } from './ChatPreview';
import styles from './ChatList.module.css';

interface ChatRowProps {
  chat: LocalChat;
  isOpen: boolean;
  onMenu: (chatId: string, at: { x: number; y: number }) => void;
}

export const ChatRow = memo(function ChatRow({ chat, isOpen, onMenu }: ChatRowProps) {
  const t = useT();
  const online = useIsOnline(chat.peer?.id);
  const name = chatName(chat, t);
  const muted = isMuted(chat);
  const press = useLongPress((at) => onMenu(chat.id, at));

  return (
    <li className={styles.item}>
      <Link
        aria-current={isOpen ? 'page' : undefined}
        className={isOpen ? `${styles.row} ${styles.open}` : styles.row}
        href={paths.chat(chat.id)}
        {...press}
      >
        <FileAvatar id={chatAvatarId(chat)} name={name} online={online} photoFileId={chatPhoto(chat)} />
        <span className={styles.texts}>
          <span className={styles.line}>
            {chat.type !== 'personal' && (
              <span className={styles.kind}>
                <Icon name={chat.type === 'group' ? 'group' : 'channel'} size={16} />
              </span>
            )}
            <bdi className={styles.name}>{name}</bdi>
            {online && <span className="visually-hidden">{t('presence.online')}</span>}
            {muted && (
              <span className={styles.mark} title={t('chat.muted')}>
                <Icon name="bellOff" size={15} />
                <span className="visually-hidden">{t('chat.muted')}</span>
              </span>
            )}
            <time className={styles.time} dateTime={chat.lastMessage?.at}>
              {chat.lastMessage && shortTime(chat.lastMessage.at, new Date())}
            </time>
          </span>
          <span className={styles.line}>
            <ChatPreview chat={chat} isOpen={isOpen} />
            {chat.unread > 0 ? (
              <span className={muted ? `${styles.badge} ${styles.quiet}` : styles.badge}>
                {chat.unread > 999 ? '999+' : chat.unread}
                <span className="visually-hidden"> {t('chat.unread')}</span>
              </span>
            ) : (
              chat.pinned && (
                <span className={styles.mark} title={t('chat.pinned')}>
                  <Icon name="pin" size={16} />
                  <span className="visually-hidden">{t('chat.pinned')}</span>
                </span>
              )
            )}
          </span>
        </span>
      </Link>
    </li>
  );
});
