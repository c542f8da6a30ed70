import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { chatAvatarId, chatName, chatPhoto, useIsOnline } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import type { LocalChat } from '@/shared/sync/fold';
import { IconButton } from '@/shared/ui/Button';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import styles from './ChatHeader.module.css';
import { ChatMenu } from './ChatMenu';
import { ChatStatus } from './ChatStatus';

export function ChatHeader({ chat }: { chat: LocalChat }) {
  const t = useT();
  const [, navigate] = useLocation();
  const [menu, setMenu] = useState<Element | null>(null);
  const online = useIsOnline(chat.peer?.id);
  const name = chatName(chat, t);
  const isSearching = useSearchParams()[0].has('search');
  return (
    <div className={styles.header}>
      <IconButton className={styles.back} icon="back" label={t('chats.back')} onClick={() => navigate(paths.home)} />
      <Link aria-label={t('chat.infoOf', { name })} className={styles.about} href={paths.chatInfo(chat.id)}>
        <FileAvatar id={chatAvatarId(chat)} name={name} online={online} photoFileId={chatPhoto(chat)} size={40} />
        <span className={styles.texts}>
          <span aria-level={1} className={styles.name} role="heading">
            <bdi>{name}</bdi>
          </span>
          <ChatStatus chat={chat} />
        </span>
      </Link>
      <IconButton
        aria-expanded={isSearching}
        icon="search"
        label={t('search.inChat')}
        onClick={() => navigate(isSearching ? paths.chat(chat.id) : paths.chatSearch(chat.id))}
      />
      <IconButton aria-haspopup="menu" icon="more" label={t('chat.actions')} onClick={(event) => setMenu(event.currentTarget)} />
      {menu && <ChatMenu at={menu} chat={chat} onClose={() => setMenu(null)} />}
    </div>
  );
}
