import { playLength, playTime } from '@/shared/duration';
import { useT } from '@/shared/i18n';
import { useProblemText } from '@/shared/problemText';
import type { FileView, Message } from '@/shared/types';
import { PlayButton } from './PlayButton';
import { playFailure } from './playFailure';
import { useTrack } from './useTrack';
import styles from './Voice.module.css';

/** Under the card of a file that can be listened to. */
export default function AudioLine({ file, message }: { file: FileView; message: Message }) {
  const t = useT();
  const problemText = useProblemText();
  const { slider, at, length, failed, ...play } = useTrack(file, message);
  return (
    <div className={styles.audio}>
      <PlayButton {...play} />
      <input {...slider} className={styles.plain} dir="ltr" />
      <span className={styles.time}>{length > 0 ? `${playTime(at)} / ${playLength(length)}` : playTime(at)}</span>
      {failed !== null && (
        <p className={styles.failed} role="alert">
          {playFailure(failed, t, problemText)}
        </p>
      )}
    </div>
  );
}
