import { useT } from '@/shared/i18n';
import { removeItems, retryItem, useOutbox } from '@/shared/sync/outbox';
import { Button } from '@/shared/ui/Button';
import styles from './FailedActions.module.css';

/** Why the message was not stored, and the two ways out. */
export function FailedActions({ cid }: { cid: string }) {
  const t = useT();
  const failed = useOutbox((outbox) => outbox.items.find((item) => item.cid === cid)?.failed);
  return (
    <div className={styles.failed}>
      <p role="alert">{failed?.detail || t('message.notSent')}</p>
      <Button icon="retry" onClick={() => void retryItem(cid)} variant="quiet">
        {t('common.retry')}
      </Button>
      <Button icon="trash" onClick={() => void removeItems([cid])} variant="quiet">
        {t('message.discard')}
      </Button>
    </div>
  );
}
