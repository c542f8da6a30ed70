import { type ReactNode, useState } from 'react';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import type { FileView } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import { Spinner } from '@/shared/ui/Spinner';
import { useToastProblem } from '@/shared/ui/Toast';
import { download } from '../download';
import styles from './GalleryItem.module.css';

/** A press saves it. */
export function FileItem({ file, about }: { file: FileView; about: ReactNode }) {
  const t = useT();
  const toastProblem = useToastProblem();
  const [busy, setBusy] = useState(false);

  function save() {
    setBusy(true);
    download(file)
      .catch(toastProblem)
      .finally(() => setBusy(false));
  }

  return (
    <button aria-label={t('file.download', { name: file.name })} className={styles.main} data-item onClick={save} type="button">
      <span className={styles.icon}>{busy ? <Spinner small /> : <Icon name="file" />}</span>
      <span className={styles.texts}>
        <bdi className={styles.name}>{file.name}</bdi>
        <span className={styles.about}>
          {fileSize(file.size)} · {about}
        </span>
      </span>
    </button>
  );
}
