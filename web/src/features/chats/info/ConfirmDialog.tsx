import { useState } from 'react';
import { useT } from '@/shared/i18n';
import { useProblemText } from '@/shared/problemText';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { Notice } from '@/shared/ui/Notice';

interface ConfirmDialogProps {
  title: string;
  text: string;
  action: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** For what cannot be taken back. Stays open and says why when it did not work. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: ConfirmDialogProps) {
  const t = useT();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function confirm() {
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm();
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
            {t('common.cancel')}
          </Button>
          <Button busy={busy} onClick={() => void confirm()} variant="danger">
            {action}
          </Button>
        </>
      }
      onClose={onClose}
      title={title}
    >
      <p>{text}</p>
      {problem !== null && <Notice tone="danger">{problemText(problem)}</Notice>}
    </Dialog>
  );
}
