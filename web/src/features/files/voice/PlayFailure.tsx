import { Problem } from '@/shared/api';
import { useT } from '@/shared/i18n';
import { useProblemText } from '@/shared/problemText';
import { Button } from '@/shared/ui/Button';
import { toggle, type Track } from '../play/player';
import { mayPass } from '../Unreadable';
import styles from './Voice.module.css';

/** The server says why there is nothing to hear; a browser only that it could not. */
export function PlayFailure({ failed, track }: { failed: unknown; track: Track }) {
  const t = useT();
  const problemText = useProblemText();
  return (
    <div className={styles.failed} role="alert">
      <p>{failed instanceof Problem ? problemText(failed) : t('voice.cannotPlay')}</p>
      {mayPass(failed) && (
        <Button className={styles.retry} icon="retry" onClick={() => toggle(track)} variant="quiet">
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
