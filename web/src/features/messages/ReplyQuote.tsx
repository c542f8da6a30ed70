import { useT } from '@/shared/i18n';
import { useUser } from '@/shared/people';
import { summary } from '@/shared/summary';
import { useConversation } from './context';
import { useMessage } from './messagesApi';
import styles from './ReplyQuote.module.css';

/** The answered message in one line; pressed, it shows where that is. */
export function ReplyQuote({ chatId, seq }: { chatId: string; seq: number }) {
  const t = useT();
  const { me, jump } = useConversation();
  const message = useMessage(chatId, seq);
  const sender = useUser(message && message.senderId !== me ? message.senderId : null);
  return (
    <button className={styles.quote} onClick={() => jump(seq)} type="button">
      <bdi className={styles.name}>{message?.senderId === me ? t('chat.you') : (sender?.name ?? '\u00a0')}</bdi>
      <span className={styles.text}>{message ? summary(message, t) : message === null ? t('message.deleted') : '\u00a0'}</span>
    </button>
  );
}
