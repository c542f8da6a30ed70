import { useEffect, useRef, useState } from 'react';
import { playTime } from '@/shared/duration';
import { useT } from '@/shared/i18n';
import { uuidv7 } from '@/shared/ids';
import { queueMessage } from '@/shared/sync/outbox';
import type { Upload } from '@/shared/sync/uploadModel';
import { IconButton } from '@/shared/ui/Button';
import { useToastProblem } from '@/shared/ui/Toast';
import type { Recorded } from '@/shared/voiceDrafts';
import { Bars } from './Bars';
import styles from './Recorder.module.css';
import { longestSeconds, type Studio } from './recording';
import { studio as browserStudio } from './studio';
import { shortestSeconds, shownLevels, useRecorder } from './useRecorder';

interface RecorderProps {
  chatId: string;
  replyTo: number | undefined;
  onSent: () => void;
  onClose: () => void;
  studio?: Studio;
}

/** In place of the field: a voice message while it is spoken. */
export default function Recorder({ chatId, replyTo, onSent, onClose, studio = browserStudio }: RecorderProps) {
  const t = useT();
  const sendButton = useRef<HTMLButtonElement>(null);
  const [isSending, setSending] = useState(false);
  const { phase, seconds, levels, error, take, giveBack, cancel } = useRecorder(chatId, studio);
  const toastProblem = useToastProblem();
  const isRecording = phase === 'recording';

  useEffect(() => {
    sendButton.current?.focus();
  }, [phase]);

  async function send() {
    if (isSending) return;
    setSending(true);
    const recorded = await take();
    try {
      if (recorded && recorded.blob.size > 0) {
        await queueMessage({ chatId, text: '', uploads: [uploadOf(recorded)], ...(replyTo !== undefined && { replyTo }) });
        onSent();
      }
      onClose();
    } catch (error) {
      toastProblem(error);
      giveBack(recorded!);
      setSending(false);
    }
  }

  function discard() {
    cancel();
    onClose();
  }

  if (phase === 'failed') {
    return (
      <div className={styles.recorder}>
        <p className={styles.failed} role="alert">
          {t(`voice.failed.${reasonOf(error)}`)}
        </p>
        <IconButton icon="close" label={t('common.close')} onClick={onClose} />
      </div>
    );
  }
  return (
    <div aria-label={t('voice.recorder')} className={styles.recorder} role="group">
      <IconButton icon="trash" label={t('voice.discard')} onClick={discard} />
      <span className={styles.state} role="status">
        {isRecording && <span className={styles.lamp} />}
        <span className={isRecording ? 'visually-hidden' : undefined}>{t(`voice.${phase}`)}</span>
      </span>
      <span className={styles.time} role="timer">
        {playTime(seconds)}
      </span>
      <span className={styles.levels}>{isRecording && <Bars bars={padded(levels)} className={undefined} done={1} doneClassName={styles.level} />}</span>
      {seconds >= longestSeconds && <span className={styles.full}>{t('voice.full')}</span>}
      {/* Not `disabled` in the first moment: it has the focus. */}
      <IconButton
        aria-disabled={seconds < shortestSeconds || isSending || undefined}
        filled
        icon="send"
        label={t('composer.send')}
        onClick={() => seconds >= shortestSeconds && void send()}
        ref={sendButton}
      />
    </div>
  );
}

const padded = (levels: number[]) => [...new Array<number>(shownLevels - levels.length).fill(0), ...levels];

function uploadOf({ blob, duration, waveform }: Recorded): Omit<Upload, 'cid'> {
  const extension = { 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' }[blob.type] ?? 'webm';
  return { id: uuidv7(), blob, name: `voice.${extension}`, contentType: blob.type, kind: 'voice', duration, waveform };
}

/** Names of the errors by which browsers say why there is no microphone. */
function reasonOf(error: unknown): 'denied' | 'missing' | 'busy' | 'other' {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'other';
}
