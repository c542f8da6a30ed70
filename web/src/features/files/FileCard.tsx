import { lazy, Suspense, useState } from 'react';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import type { FileView, Message } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import { Spinner } from '@/shared/ui/Spinner';
import { useToastProblem } from '@/shared/ui/Toast';
import styles from './Attachments.module.css';
import { download } from './download';
import { extensionOf, fileIcon } from './fileType';
import { useUploadPart } from './useUpload';

const AudioLine = lazy(() => import('./voice/AudioLine'));

interface FileCardProps {
  file: FileView;
  message: Message;
  uploadId: string | undefined;
  onCancel: () => void;
}

export function FileCard({ file, message, uploadId, onCancel }: FileCardProps) {
  const t = useT();
  const toastProblem = useToastProblem();
  const [busy, setBusy] = useState(false);
  const part = useUploadPart(uploadId);
  const isUnderWay = part !== null;
  const isMusic = file.contentType.startsWith('audio/') && file.status === 'ready' && !isUnderWay;

  async function save() {
    setBusy(true);
    try {
      await download(file);
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <div className={styles.card}>
        <button
          aria-label={isUnderWay ? t('file.cancel') : t('file.download', { name: file.name })}
          className={styles.icon}
          onClick={isUnderWay ? onCancel : () => void save()}
          type="button"
        >
          {busy ? <Spinner small /> : <Icon name={isUnderWay ? 'close' : fileIcon(file)} />}
          {!isUnderWay && (
            <span className={styles.badge}>
              <Icon name="download" size={12} />
            </span>
          )}
        </button>
        <span className={styles.texts}>
          <bdi className={styles.name} title={file.name}>
            {file.name}
          </bdi>
          <span className={styles.size}>
            {isUnderWay
              ? t('file.ofSize', { done: fileSize(part * file.size), size: fileSize(file.size) })
              : [extensionOf(file.name), fileSize(file.size)].filter(Boolean).join(' · ')}
          </span>
          {isUnderWay && <progress aria-label={t('file.uploading')} className={styles.bar} max={1} value={part} />}
        </span>
      </div>
      {isMusic && (
        <Suspense fallback={<div className={styles.audio} />}>
          <AudioLine file={file} message={message} />
        </Suspense>
      )}
    </>
  );
}
