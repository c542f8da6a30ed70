import { useT } from '../i18n';
import { useProblemText } from '../problemText';
import { Button } from './Button';
import styles from './Failure.module.css';
import { Notice } from './Notice';

/** In place of a list, or of its rest, that could not be had. */
export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  const problemText = useProblemText();
  return (
    <div className={styles.failure}>
      <Notice tone="danger">{problemText(error)}</Notice>
      <Button icon="retry" onClick={onRetry} variant="secondary">
        {t('common.retry')}
      </Button>
    </div>
  );
}
