import { useIsOnline } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { useProblemText } from '@/shared/problemText';
import type { User } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { Notice } from '@/shared/ui/Notice';
import { lastSeen } from '../ChatStatus';
import { useOpenPersonalChat } from '../PeopleResults';
import styles from './ChatInfo.module.css';

interface PersonDialogProps {
  user: User;
  onClose: () => void;
}

/** Somebody met in a group: who it is, and the way to a talk between two. */
export default function PersonDialog({ user, onClose }: PersonDialogProps) {
  const t = useT();
  const problemText = useProblemText();
  const open = useOpenPersonalChat(onClose);
  const online = useIsOnline(user.id);
  const name = user.name || t('chat.deletedUser');

  return (
    <Dialog onClose={onClose} title={t('info.person')}>
      <div className={styles.head}>
        <FileAvatar id={user.id} name={name} online={online} photoFileId={user.photoFileId} size={104} />
        <p className={styles.name}>
          <bdi>{name}</bdi>
        </p>
        <p className={styles.note}>{online ? t('presence.online') : lastSeen(user.lastSeen, t)}</p>
        {user.handle && <p className={styles.note}>@{user.handle}</p>}
      </div>
      {open.error !== null && <Notice tone="danger">{problemText(open.error)}</Notice>}
      <Button busy={open.isPending} data-autofocus icon="send" onClick={() => open.mutate(user)} wide>
        {t('info.message')}
      </Button>
    </Dialog>
  );
}
