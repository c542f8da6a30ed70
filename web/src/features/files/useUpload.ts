import { byteRate, fileSize, partOfSize } from '@/shared/bytes';
import { type Translate, useT } from '@/shared/i18n';
import { useFailureText } from '@/shared/problemText';
import { useOutbox } from '@/shared/sync/outbox';
import type { Progress } from '@/shared/sync/uploadModel';
import { timeLeft } from './timeLeft';

/** What is shown of a file under way. */
export interface UploadShown {
  id: string;
  /** Of one: how far it is. */
  part: number;
  isPaused: boolean;
  /** It, or another file of its message, needs a person. */
  isFailed: boolean;
  isPreparing: boolean;
  /** How it goes, in words. */
  line: string;
}

/** Null when the file is stored. */
export function useUpload(uploadId: string | undefined): UploadShown | null {
  const t = useT();
  const failureText = useFailureText();
  const upload = useOutbox((outbox) => (uploadId === undefined ? undefined : outbox.uploads[uploadId]));
  const progress = useOutbox((outbox) => (uploadId === undefined ? undefined : outbox.progress[uploadId]));
  const isFailed = useOutbox((outbox) => outbox.items.some(({ cid, failed }) => cid === upload?.cid && failed !== undefined));
  if (upload === undefined || upload.view) return null;
  const { size } = upload.blob;
  const isPaused = upload.paused === true;
  const isPreparing = progress?.phase === 'preparing' && !isPaused && !isFailed;
  const part = progress && progress.phase !== 'preparing' ? progress.part : 0;
  // After a reload only the server knows how much is there, and it is asked when the upload goes on.
  const sent = progress ? t('file.ofSize', { done: partOfSize(part * size, size), size: fileSize(size) }) : fileSize(size);

  function line(): string {
    if (isFailed) return fileSize(size);
    if (isPaused) return `${t('file.paused')} · ${sent}`;
    if (isPreparing) return t('file.preparing');
    if (progress?.reason) return `${sent} · ${failureText(progress.reason)}`;
    return [sent, ...(progress ? pace(t, progress, size) : [])].join(' · ');
  }

  return { id: upload.id, part, isPaused, isFailed, isPreparing, line: line() };
}

function pace(t: Translate, progress: Progress, size: number): string[] {
  if (!progress.speed) return [];
  const { unit, count } = timeLeft((size * (1 - progress.part)) / progress.speed);
  return [byteRate(progress.speed), t(`file.left.${unit}`, { count })];
}
