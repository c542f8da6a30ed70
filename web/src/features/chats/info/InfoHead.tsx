import { useRef, useState } from 'react';
import { chatAvatarId, chatName, chatPhoto, useIsOnline } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { PhotoButton } from '@/shared/photo/PhotoButton';
import type { LocalChat } from '@/shared/sync/fold';
import { IconButton } from '@/shared/ui/Button';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { ChatStatus } from '../ChatStatus';
import styles from './ChatInfo.module.css';
import { changeChat } from './infoApi';
import { RenameForm } from './RenameForm';
import { mayManage } from './rights';

/** Photo and name; whoever may, changes them here. */
export function InfoHead({ chat }: { chat: LocalChat }) {
  const t = useT();
  const [renaming, setRenaming] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const online = useIsOnline(chat.peer?.id);
  const name = chatName(chat, t);
  const handle = chat.type === 'personal' ? chat.peer?.handle : chat.handle;
  const photo = chatPhoto(chat);
  const avatar = <FileAvatar id={chatAvatarId(chat)} name={name} online={online} photoFileId={photo} size={104} />;

  function done() {
    setRenaming(false);
    // The button comes back with the next drawing.
    setTimeout(() => pencil.current?.focus());
  }

  return (
    <div className={styles.head}>
      {mayManage(chat) ? (
        <PhotoButton
          hasPhoto={Boolean(photo)}
          label={t('info.changePhoto')}
          onChange={(photoFileId) => changeChat(chat.id, { photoFileId })}
        >
          {avatar}
        </PhotoButton>
      ) : (
        avatar
      )}
      {renaming ? (
        <RenameForm chatId={chat.id} name={name} onDone={done} />
      ) : (
        <p className={styles.name}>
          <bdi>{name}</bdi>
          {mayManage(chat) && <IconButton icon="edit" label={t('info.rename')} onClick={() => setRenaming(true)} ref={pencil} />}
        </p>
      )}
      <ChatStatus chat={chat} />
      {handle && <p className={styles.note}>@{handle}</p>}
    </div>
  );
}
