import { useT } from '@/shared/i18n';
import { useProblemText } from '@/shared/problemText';
import type { FileView } from '@/shared/types';
import { PlayButton } from './PlayButton';
import { playFailure } from './playFailure';
import { type Place, useTrack } from './useTrack';
import styles from './Voice.module.css';

/** Under the card of a file that can be listened to. */
export default function AudioLine({ file, message }: { file: FileView; message: Place }) {
  const t = useT();
  const problemText = useProblemText();
  const { slider, time, failed, ...play } = useTrack(file, message);
  return (
    <div className={styles.audio}>
      <PlayButton {...play} />
      <input {...slider} className={styles.plain} dir="ltr" />
      <span className={styles.time}>{time}</span>
      {failed !== null && (
        <p className={styles.failed} role="alert">
          {playFailure(failed, t, problemText)}
        </p>
      )}
    </div>
  );
}
