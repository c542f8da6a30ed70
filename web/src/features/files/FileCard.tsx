import { useState } from 'react';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import type { FileView } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import { Spinner } from '@/shared/ui/Spinner';
import { useToastProblem } from '@/shared/ui/Toast';
import styles from './Attachments.module.css';
import { download } from './download';
import { CancelButton, PauseButton } from './UploadButtons';
import { type UploadShown, useUpload } from './useUpload';

interface FileCardProps {
  file: FileView;
  uploadId: string | undefined;
}

export function FileCard({ file, uploadId }: FileCardProps) {
  const upload = useUpload(uploadId);
  return (
    <div aria-label={file.name} className={upload ? `${styles.card} ${styles.underway}` : styles.card} role="group">
      {upload ? <PauseButton className={styles.icon} upload={upload} /> : <DownloadButton file={file} />}
      <span className={styles.texts}>
        <bdi className={styles.name} title={file.name}>
          {file.name}
        </bdi>
        <span className={styles.size}>{upload ? upload.line : fileSize(file.size)}</span>
        {upload && !upload.isFailed && <Bar upload={upload} />}
      </span>
      {upload && <CancelButton upload={upload} />}
    </div>
  );
}

function DownloadButton({ file }: { file: FileView }) {
  const t = useT();
  const toastProblem = useToastProblem();
  const [busy, setBusy] = useState(false);

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
    <button aria-label={t('file.download', { name: file.name })} className={styles.icon} onClick={() => void save()} type="button">
      {busy ? <Spinner small /> : <Icon name="download" />}
    </button>
  );
}

/** Without a value while the file is read: that is not what people wait for. */
function Bar({ upload }: { upload: UploadShown }) {
  const t = useT();
  return <progress aria-label={t('file.uploading')} className={styles.bar} max={1} {...(!upload.isPreparing && { value: upload.part })} />;
}
