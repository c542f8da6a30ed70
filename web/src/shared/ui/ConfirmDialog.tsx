import { type ReactNode, useState } from 'react';
import { useT } from '../i18n';
import { useProblemText } from '../problemText';
import { Button } from './Button';
import { Dialog, DialogButtons } from './Dialog';
import { Notice } from './Notice';

interface ConfirmDialogProps {
  title: string;
  children: ReactNode;
  /** Without one there is nothing to be done but to close. */
  action: string | null;
  /** For what cannot be taken back. */
  danger?: boolean;
  disabled?: boolean;
  tall?: boolean;
  onConfirm: () => unknown;
  onClose: () => void;
}

/** Does something once it was confirmed. Stays open and says why when it did not work. */
export function ConfirmDialog({ title, children, action, danger, disabled, tall, onConfirm, onClose }: ConfirmDialogProps) {
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
        <DialogButtons leave={t(action === null ? 'common.close' : 'common.cancel')} onLeave={onClose}>
          {action !== null && (
            <Button busy={busy} disabled={disabled} onClick={() => void confirm()} variant={danger ? 'danger' : 'primary'}>
              {action}
            </Button>
          )}
        </DialogButtons>
      }
      onClose={onClose}
      tall={tall}
      title={title}
    >
      {children}
      {problem !== null && <Notice tone="danger">{problemText(problem)}</Notice>}
    </Dialog>
  );
}
