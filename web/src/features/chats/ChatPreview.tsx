import { useDrafts } from '@/shared/drafts';
import { useT } from '@/shared/i18n';
import { useUser } from '@/shared/people';
import { useSession } from '@/shared/session';
import { summary } from '@/shared/summary';
import type { LocalChat } from '@/shared/sync/fold';
import { useLive } from '@/shared/sync/live';
import styles from './ChatList.module.css';

const nobody: string[] = [];

/** The second line: who is writing, an unsent draft, or the last message. */
export function ChatPreview({ chat, isOpen }: { chat: LocalChat; isOpen: boolean }) {
  const t = useT();
  const me = useSession((session) => session.user?.id);
  const typing = useLive((live) => live.typing[chat.id] ?? nobody);
  const draft = useDrafts((drafts) => drafts[chat.id]);
  const last = chat.lastMessage;
  const isForeign = last && chat.type === 'group' && last.senderId !== me;
  const sender = useUser(isForeign ? last.senderId : null);

  if (typing.length > 0) return <span className={`${styles.preview} ${styles.typing}`}>{t('chat.typing')}</span>;
  if (draft && !isOpen) {
    return (
      <span className={styles.preview}>
        <span className={styles.draft}>{t('chat.draft')}: </span>
        {draft}
      </span>
    );
  }
  if (!last) return <span className={styles.preview} />;
  const who = last.senderId === me && chat.type !== 'channel' ? t('chat.you') : sender?.name;
  return (
    <span className={styles.preview}>
      {who && <span className={styles.sender}>{who}: </span>}
      {summary(last, t)}
    </span>
  );
}
