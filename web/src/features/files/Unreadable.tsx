import type { ReactNode } from 'react';
import { Problem } from '@/shared/api';
import { useT } from '@/shared/i18n';
import { useProblemText } from '@/shared/problemText';
import { Button } from '@/shared/ui/Button';
import styles from './Unreadable.module.css';

interface UnreadableProps {
  /** A `Problem` where the server or the network said why. */
  failure: unknown;
  /** Where nobody did. */
  unknown?: string;
  isTrying?: boolean;
  onRetry: () => void;
  /** Lies over what is there of it, as on a stage, and is told at once. */
  isOver?: boolean;
  children?: ReactNode;
}

/** In place of what could not be had: why, and another try where that may help. */
export function Unreadable({ failure, unknown, isTrying = false, onRetry, isOver = false, children }: UnreadableProps) {
  const t = useT();
  const problemText = useProblemText();
  const text = failure instanceof Problem ? problemText(failure) : (unknown ?? problemText(failure));
  return (
    <div className={isOver ? `${styles.place} ${styles.over}` : styles.place} role={isOver ? 'alert' : undefined}>
      <p className={styles.text} title={text}>
        {text}
      </p>
      {mayPass(failure) && (
        <Button busy={isTrying} className={styles.button} data-item icon="retry" onClick={onRetry} variant="secondary">
          {t('common.retry')}
        </Button>
      )}
      {children}
    </div>
  );
}

/** What is not there, or not for us, does not come back by asking again. */
export const mayPass = (failure: unknown) => !(failure instanceof Problem) || failure.passing;
