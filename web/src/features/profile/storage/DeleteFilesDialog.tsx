import { useState } from 'react';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import { useProblemText } from '@/shared/problemText';
import type { FileView } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
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
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  // While it is under way the list below changes, and with it the plan.
  const [{ files, bytes, messages, photos, left }] = useState(plan);
  const count = messages.length;

  async function confirm() {
    setBusy(true);
    setProblem(null);
    try {
      await makeRoom(messages, files.map(({ id }) => id));
      toast(t('storage.freed', { size: fileSize(bytes) }));
      onDone();
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  }

  return (
    <Dialog
      footer={
        <>
          <Button onClick={onClose} variant="quiet">
            {t(files.length > 0 ? 'common.cancel' : 'common.close')}
          </Button>
          {files.length > 0 && (
            <Button busy={busy} onClick={() => void confirm()} variant="danger">
              {t(count > 0 ? 'storage.deleteBoth' : 'common.delete')}
            </Button>
          )}
        </>
      }
      onClose={onClose}
      title={t(files.length > 0 ? 'storage.deleteTitle' : 'storage.stuckTitle', { count: files.length })}
    >
      {files.length > 0 && <p>{t('storage.deleteText', { size: fileSize(bytes) })}</p>}
      {count > 0 && <Notice tone="warning">{t('storage.deleteMessages', { count })}</Notice>}
      <Stuck files={photos} reason={t('storage.stuckPhoto')} />
      <Stuck files={left} reason={t('storage.stuckLeft')} />
      {problem !== null && <Notice tone="danger">{problemText(problem)}</Notice>}
    </Dialog>
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
