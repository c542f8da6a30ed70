import type { ReactNode } from 'react';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import type { FileView } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import { ItemTexts } from '@/shared/ui/Item';
import styles from '@/shared/ui/Item.module.css';
import { Spinner } from '@/shared/ui/Spinner';
import { useDownload } from '../useDownload';

/** A press saves it. */
export function FileItem({ file, about }: { file: FileView; about: ReactNode }) {
  const t = useT();
  const { busy, save } = useDownload(file);

  return (
    <button aria-label={t('file.download', { name: file.name })} className={styles.row} data-item onClick={save} type="button">
      <span className={styles.icon}>{busy ? <Spinner small /> : <Icon name="file" />}</span>
      <ItemTexts name={file.name}>
        <span className={styles.note}>
          {fileSize(file.size)} · {about}
        </span>
      </ItemTexts>
    </button>
  );
}
