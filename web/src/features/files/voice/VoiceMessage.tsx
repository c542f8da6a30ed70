import { type ReactNode, useMemo } from 'react';
import { useT } from '@/shared/i18n';
import { useSession } from '@/shared/session';
import type { FileView, Message } from '@/shared/types';
import { CancelButton } from '../UploadButtons';
import { useUpload } from '../useUpload';
import { Bars } from './Bars';
import { PlayButton } from './PlayButton';
import { PlayFailure } from './PlayFailure';
import { SpeedButton } from './SpeedButton';
import { useTrack } from './useTrack';
import styles from './Voice.module.css';
import { barCount, decodeWaveform } from './waveform';

interface VoiceMessageProps {
  file: FileView;
  uploadId?: string | undefined;
  message: Pick<Message, 'chatId' | 'seq' | 'senderId'>;
  /** Who spoke and when, where no bubble tells it. */
  about?: ReactNode;
}

/** From a client that measured nothing. */
const flat = new Array<number>(barCount).fill(0);

export default function VoiceMessage({ file, uploadId, message, about }: VoiceMessageProps) {
  const t = useT();
  const upload = useUpload(uploadId);
  const me = useSession((session) => session.user?.id);
  const bars = useMemo(() => decodeWaveform(file.waveform), [file.waveform]);
  const { slider, at, length, time, isHeard, failed, ...play } = useTrack(file, message);
  const isUnheard = !isHeard && !play.isCurrent && message.senderId !== me;

  return (
    <div aria-label={t('voice.message')} className={styles.voice} role="group">
      {upload ? <CancelButton upload={upload} /> : <PlayButton {...play} />}
      <div className={styles.body}>
        {/* Time runs from left to right in every language. */}
        <div className={styles.wave} dir="ltr">
          <Bars bars={bars.length > 0 ? bars : flat} className={styles.ahead} done={length > 0 ? at / length : 0} doneClassName={styles.behind} />
          <input {...slider} disabled={slider.disabled || upload !== null} />
        </div>
        <div className={styles.line}>
          {upload ? (
            <progress aria-label={t('file.uploading')} className={styles.progress} max={1} value={upload.part} />
          ) : (
            <>
              <span className={styles.time}>{time}</span>
              {isUnheard && <span aria-label={t('voice.unheard')} className={styles.dot} role="img" />}
              <SpeedButton />
            </>
          )}
        </div>
        {about}
        {failed !== null && <PlayFailure failed={failed} track={play.track} />}
      </div>
    </div>
  );
}
