import { useT } from '@/shared/i18n';
import { Icon } from '@/shared/ui/Icon';
import styles from './JumpButton.module.css';

export function JumpButton({ unread, onClick }: { unread: number; onClick: () => void }) {
  const t = useT();
  return (
    <button aria-label={t('message.toNewest', { count: unread })} className={styles.button} onClick={onClick} type="button">
      <Icon name="down" />
      {unread > 0 && <span className={styles.badge}>{unread > 999 ? '999+' : unread}</span>}
    </button>
  );
}
