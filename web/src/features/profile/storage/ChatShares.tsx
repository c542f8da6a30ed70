import { chatAvatarId, chatName, chatPhoto, useChats } from '@/shared/chats';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import type { Storage } from '@/shared/types';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import styles from './Storage.module.css';

interface ChatSharesProps {
  shares: Storage['chats'];
  onOpen: (chatId: string) => void;
}

/** How much one's own files take in each chat. */
export function ChatShares({ shares, onOpen }: ChatSharesProps) {
  const t = useT();
  const chats = useChats();
  if (!shares) return <CenteredSpinner label={t('common.loading')} />;
  if (shares.length === 0) return <p className={styles.none}>{t('storage.none')}</p>;
  return (
    <ul>
      {shares.map(({ chatId, bytes, count }) => {
        const chat = chats?.[chatId];
        const name = chat ? chatName(chat, t) : t('storage.leftChat');
        return (
          <li key={chatId}>
            <button className={styles.share} onClick={() => onOpen(chatId)} type="button">
              <FileAvatar id={chat ? chatAvatarId(chat) : chatId} name={name} photoFileId={chat && chatPhoto(chat)} size={40} />
              <span className={styles.texts}>
                <bdi className={styles.name}>{name}</bdi>
                <span className={styles.soft}>{t('storage.files', { count })}</span>
              </span>
              <span className={styles.size}>{fileSize(bytes)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
