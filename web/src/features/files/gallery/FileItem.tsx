import type { ReactNode } from 'react';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import type { FileView } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import { Spinner } from '@/shared/ui/Spinner';
import { useDownload } from '../useDownload';
import styles from './GalleryItem.module.css';

/** A press saves it. */
export function FileItem({ file, about }: { file: FileView; about: ReactNode }) {
  const t = useT();
  const { busy, save } = useDownload(file);

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
