import { lazy, Suspense } from 'react';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import type { FileView, Message } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import { ItemTexts } from '@/shared/ui/Item';
import { Spinner } from '@/shared/ui/Spinner';
import styles from './Attachments.module.css';
import { extensionOf, fileIcon } from './fileType';
import { CancelButton, PauseButton } from './UploadButtons';
import { useDownload } from './useDownload';
import { type UploadShown, useUpload } from './useUpload';

const AudioLine = lazy(() => import('./voice/AudioLine'));

interface FileCardProps {
  file: FileView;
  message: Message;
  uploadId: string | undefined;
}

export function FileCard({ file, message, uploadId }: FileCardProps) {
  const upload = useUpload(uploadId);
  const isMusic = file.contentType.startsWith('audio/') && file.status === 'ready' && !upload;
  return (
    <>
      <div aria-label={file.name} className={upload ? `${styles.card} ${styles.underway}` : styles.card} role="group">
        {upload ? <PauseButton className={styles.icon} upload={upload} /> : <DownloadButton file={file} />}
        <ItemTexts name={file.name} title={file.name}>
          <span className={styles.size}>{upload ? upload.line : [extensionOf(file.name), fileSize(file.size)].filter(Boolean).join(' · ')}</span>
          {upload && !upload.isFailed && <Bar upload={upload} />}
        </ItemTexts>
        {upload && <CancelButton upload={upload} />}
      </div>
      {isMusic && (
        <Suspense fallback={<div className={styles.audio} />}>
          <AudioLine file={file} message={message} />
        </Suspense>
      )}
    </>
  );
}

function DownloadButton({ file }: { file: FileView }) {
  const t = useT();
  const { busy, save } = useDownload(file);
  return (
    <button aria-label={t('file.download', { name: file.name })} className={styles.icon} onClick={save} type="button">
      {busy ? <Spinner small /> : <Icon name={fileIcon(file)} />}
      <span className={styles.badge}>
        <Icon name="download" size={12} />
      </span>
    </button>
  );
}

/** Without a value while the file is read: that is not what people wait for. */
function Bar({ upload }: { upload: UploadShown }) {
  const t = useT();
  return <progress aria-label={t('file.uploading')} className={styles.bar} max={1} {...(!upload.isPreparing && { value: upload.part })} />;
}
