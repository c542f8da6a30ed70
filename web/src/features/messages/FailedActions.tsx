import { useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useFailureText } from '@/shared/problemText';
import { retryItem, useOutbox } from '@/shared/sync/outbox';
import { discardItem } from '@/shared/sync/uploadStore';
import { Button } from '@/shared/ui/Button';
import styles from './FailedActions.module.css';

/** Why the message was not stored, and the ways out. */
export function FailedActions({ cid }: { cid: string }) {
  const t = useT();
  const [, navigate] = useLocation();
  const failureText = useFailureText();
  const failed = useOutbox((outbox) => outbox.items.find((item) => item.cid === cid)?.failed);
  const isFull = failed?.code === 'file.quota';
  return (
    <div className={styles.failed}>
      <p role="alert">{failed ? failureText(failed) : t('message.notSent')}</p>
      {isFull && (
        <Button icon="file" onClick={() => navigate(paths.storage)} variant="quiet">
          {t('storage.makeRoom')}
        </Button>
      )}
      <Button icon="retry" onClick={() => void retryItem(cid)} variant="quiet">
        {t('common.retry')}
      </Button>
      <Button icon="trash" onClick={() => void discardItem(cid)} variant="quiet">
        {t('message.discard')}
      </Button>
    </div>
  );
}
