import { useT } from '@/shared/i18n';
import type { Message } from '@/shared/types';
import { useReact } from './messagesApi';
import styles from './Reactions.module.css';

export function Reactions({ message }: { message: Message }) {
  const t = useT();
  const react = useReact();
  return (
    <div className={styles.reactions}>
      {message.reactions.map(({ emoji, count, mine }) => (
        <button
          aria-label={t('message.reaction', { emoji, count })}
          aria-pressed={mine}
          className={styles.reaction}
          key={emoji}
          onClick={() => react.mutate({ chatId: message.chatId, seq: message.seq, emoji, on: !mine })}
          type="button"
        >
          <span aria-hidden="true">{emoji}</span>
          <span className={styles.count}>{count}</span>
        </button>
      ))}
    </div>
  );
}
