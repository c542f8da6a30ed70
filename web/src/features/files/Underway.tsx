import { useT } from '@/shared/i18n';
import styles from './Attachments.module.css';
import { CancelButton, PauseButton } from './UploadButtons';
import type { UploadShown } from './useUpload';

/** Over a picture or a film that is on its way. */
export function Underway({ name, upload }: { name: string; upload: UploadShown }) {
  const t = useT();
  const percent = Math.round(upload.part * 100);
  return (
    <div aria-label={name} className={styles.progress} role="group">
      <PauseButton upload={upload} />
      <CancelButton upload={upload} />
      {!upload.isFailed && (
        <span aria-label={t('file.uploading')} aria-valuemax={100} aria-valuemin={0} aria-valuenow={percent} role="progressbar">
          {percent} %
        </span>
      )}
      <span className={styles.line}>{upload.line}</span>
    </div>
  );
}
