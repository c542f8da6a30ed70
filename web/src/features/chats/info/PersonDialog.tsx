import { useIsOnline } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { useUser } from '@/shared/people';
import { useProblemText } from '@/shared/problemText';
import { useSession } from '@/shared/session';
import type { User } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { Notice } from '@/shared/ui/Notice';
import { useWatched } from '@/shared/useWatched';
import { lastSeen } from '../ChatStatus';
import { useOpenPersonalChat } from '../PeopleResults';
import styles from './ChatInfo.module.css';

interface PersonDialogProps {
  userId: string;
  onClose: () => void;
}

const unknown = (id: string): User => ({ id, name: '', premium: false });

/** Somebody met in a group: who it is, and the way to a talk between two. */
export default function PersonDialog({ userId, onClose }: PersonDialogProps) {
  const user = useUser(userId) ?? unknown(userId);
  const me = useSession((session) => session.user?.id);
  const t = useT();
  const problemText = useProblemText();
  const open = useOpenPersonalChat(onClose);
  const online = useIsOnline(userId);
  useWatched([userId]);
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
      {user.name && userId !== me && (
        <Button busy={open.isPending} data-autofocus icon="send" onClick={() => open.mutate(user)} wide>
          {t('info.message')}
        </Button>
      )}
    </Dialog>
  );
}
