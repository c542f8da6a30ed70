import { useT } from '@/shared/i18n';
import { useFailureText } from '@/shared/problemText';
import { retryItem, useOutbox } from '@/shared/sync/outbox';
import { discardItem } from '@/shared/sync/uploadStore';
import { Button } from '@/shared/ui/Button';
import styles from './FailedActions.module.css';

/** Why the message was not stored, and the two ways out. */
export function FailedActions({ cid }: { cid: string }) {
  const t = useT();
  const failureText = useFailureText();
  const failed = useOutbox((outbox) => outbox.items.find((item) => item.cid === cid)?.failed);
  return (
    <div className={styles.failed}>
      <p role="alert">{failed ? failureText(failed) : t('message.notSent')}</p>
      <Button icon="retry" onClick={() => void retryItem(cid)} variant="quiet">
        {t('common.retry')}
      </Button>
      <Button icon="trash" onClick={() => void discardItem(cid)} variant="quiet">
        {t('message.discard')}
      </Button>
    </div>
  );
}
