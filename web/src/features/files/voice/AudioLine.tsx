import type { FileView } from '@/shared/types';
import { PlayButton } from './PlayButton';
import { PlayFailure } from './PlayFailure';
import { type Place, useTrack } from './useTrack';
import styles from './Voice.module.css';

/** Under the card of a file that can be listened to. */
export default function AudioLine({ file, message }: { file: FileView; message: Place }) {
  const { slider, time, failed, ...play } = useTrack(file, message);
  return (
    <div className={styles.audio}>
      <PlayButton {...play} />
      <input {...slider} className={styles.plain} dir="ltr" />
      <span className={styles.time}>{time}</span>
      {failed !== null && <PlayFailure failed={failed} track={play.track} />}
    </div>
  );
}
