import { useT } from '@/shared/i18n';
import { useUser } from '@/shared/people';
import type { LocalChat } from '@/shared/sync/fold';
import { useLive } from '@/shared/sync/live';
import { clockTime, dayLabel } from '@/shared/time';
import { useWatched } from '@/shared/useWatched';
import styles from './ChatHeader.module.css';

const nobody: string[] = [];

/** Who is writing, else whether the person is there, else how many belong to the chat. */
export function ChatStatus({ chat }: { chat: LocalChat }) {
  const t = useT();
  const typing = useLive((live) => live.typing[chat.id] ?? nobody);
  const first = useUser(chat.type === 'personal' ? null : typing[0]);
  const presence = useLive((live) => (chat.peer ? live.presence[chat.peer.id] : undefined));
  useWatched(chat.peer ? [chat.peer.id] : nobody);

  if (typing.length > 0) {
    return <span className={styles.busy}>{first ? t('chat.typingWho', { name: first.name, others: typing.length - 1 }) : t('chat.typing')}</span>;
  }
  if (chat.type !== 'personal') {
    const id = chat.type === 'channel' ? 'chat.subscribers' : 'chat.members';
    return <span className={styles.status}>{t(id, { count: chat.memberCount })}</span>;
  }
  if (presence?.state === 'online') return <span className={styles.busy}>{t('presence.online')}</span>;
  if (presence?.state === 'away') return <span className={styles.status}>{t('presence.away')}</span>;
  return <span className={styles.status}>{lastSeen(presence?.lastSeen ?? chat.peer?.lastSeen, t)}</span>;
}

export function lastSeen(at: string | null | undefined, t: ReturnType<typeof useT>): string {
  if (!at) return t('presence.offline');
  const day = dayLabel(at, new Date(), { today: t('time.todayAt'), yesterday: t('time.yesterdayAt') });
  return t('presence.lastSeen', { day, time: clockTime(at) });
}
