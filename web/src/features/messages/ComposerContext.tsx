import { useT } from '@/shared/i18n';
import { useUser } from '@/shared/people';
import { summary } from '@/shared/summary';
import { IconButton } from '@/shared/ui/Button';
import { Icon } from '@/shared/ui/Icon';
import type { About } from './Composer';
import styles from './Composer.module.css';
import { useConversation } from './context';

/** What the next message answers, or which one is being changed. */
export function ComposerContext({ about, onCancel }: { about: About; onCancel: () => void }) {
  const t = useT();
  const { me } = useConversation();
  const { message, type } = about;
  const sender = useUser(message.senderId === me ? null : message.senderId);
  const name = message.senderId === me ? t('chat.you') : (sender?.name ?? '');
  return (
    <div className={styles.context}>
      <Icon name={type} />
      <div className={styles.about}>
        <span className={styles.title}>{type === 'edit' ? t('composer.editing') : t('composer.replyTo', { name })}</span>
        <span className={styles.excerpt}>{summary(message, t)}</span>
      </div>
      <IconButton icon="close" label={t('common.cancel')} onClick={onCancel} />
    </div>
  );
}
