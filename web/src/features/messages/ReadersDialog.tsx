import { useT } from '@/shared/i18n';
import { useUser } from '@/shared/people';
import { Dialog } from '@/shared/ui/Dialog';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import { useProblemText } from '@/shared/problemText';
import { useReaders } from './messagesApi';
import styles from './ReadersDialog.module.css';

interface ReadersDialogProps {
  chatId: string;
  seq: number;
  onClose: () => void;
}

export default function ReadersDialog({ chatId, seq, onClose }: ReadersDialogProps) {
  const t = useT();
  const readers = useReaders(chatId, seq);
  const problemText = useProblemText();
  return (
    <Dialog onClose={onClose} title={t('message.action.readers')}>
      {readers.isPending && <CenteredSpinner label={t('common.loading')} />}
      {readers.isError && <p role="alert">{problemText(readers.error)}</p>}
      {readers.data?.length === 0 && <p className={styles.nobody}>{t('message.unreadByAll')}</p>}
      <ul className={styles.list}>
        {readers.data?.map(({ userId }) => (
          <Reader key={userId} userId={userId} />
        ))}
      </ul>
    </Dialog>
  );
}

function Reader({ userId }: { userId: string }) {
  const person = useUser(userId);
  return (
    <li className={styles.person}>
      <FileAvatar id={userId} name={person?.name ?? ''} photoFileId={person?.photoFileId} size={38} />
      <bdi>{person?.name}</bdi>
    </li>
  );
}
