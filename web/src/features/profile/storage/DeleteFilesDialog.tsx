import { useState } from 'react';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import type { FileView } from '@/shared/types';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { Notice } from '@/shared/ui/Notice';
import { toast } from '@/shared/ui/Toast';
import type { Plan } from './plan';
import styles from './Storage.module.css';
import { makeRoom } from './storageApi';

interface DeleteFilesDialogProps {
  plan: Plan;
  onDone: () => void;
  onClose: () => void;
}

/** Says what goes with the files before it goes, and which of them stay and why. */
export function DeleteFilesDialog({ plan, onDone, onClose }: DeleteFilesDialogProps) {
  const t = useT();
  // While it is under way the list below changes, and with it the plan.
  const [{ files, bytes, messages, photos, left }] = useState(plan);
  const count = messages.length;
  const isStuck = files.length === 0;

  async function remove() {
    await makeRoom(messages, files.map(({ id }) => id));
    toast(t('storage.freed', { size: fileSize(bytes) }));
    onDone();
  }

  return (
    <ConfirmDialog
      action={isStuck ? null : t(count > 0 ? 'storage.deleteBoth' : 'common.delete')}
      danger
      onClose={onClose}
      onConfirm={remove}
      title={t(isStuck ? 'storage.stuckTitle' : 'storage.deleteTitle', { count: files.length })}
    >
      {!isStuck && <p>{t('storage.deleteText', { size: fileSize(bytes) })}</p>}
      {count > 0 && <Notice tone="warning">{t('storage.deleteMessages', { count })}</Notice>}
      <Stuck files={photos} reason={t('storage.stuckPhoto')} />
      <Stuck files={left} reason={t('storage.stuckLeft')} />
    </ConfirmDialog>
  );
}

function Stuck({ files, reason }: { files: FileView[]; reason: string }) {
  if (files.length === 0) return null;
  return (
    <div>
      <p>{reason}</p>
      <ul className={styles.stuck}>
        {files.map(({ id, name }) => (
          <li key={id}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
