import { chatAvatarId, chatName, chatPhoto, useChats } from '@/shared/chats';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import type { Storage } from '@/shared/types';
import { Empty } from '@/shared/ui/Empty';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { ItemTexts } from '@/shared/ui/Item';
import rows from '@/shared/ui/Item.module.css';
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
  if (shares.length === 0) return <Empty>{t('storage.none')}</Empty>;
  return (
    <ul>
      {shares.map(({ chatId, bytes, count }) => {
        const chat = chats?.[chatId];
        const name = chat ? chatName(chat, t) : t('storage.leftChat');
        return (
          <li key={chatId}>
            <button className={rows.row} onClick={() => onOpen(chatId)} type="button">
              <FileAvatar id={chat ? chatAvatarId(chat) : chatId} name={name} photoFileId={chat && chatPhoto(chat)} size={40} />
              <ItemTexts name={name}>
                <span className={rows.note}>{t('storage.files', { count })}</span>
              </ItemTexts>
              <span className={styles.size}>{fileSize(bytes)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
