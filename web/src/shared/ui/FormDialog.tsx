import { type ReactNode, useId } from 'react';
import { useT } from '../i18n';
import { clock } from '../useCountdown';
import type { useForm } from '../useForm';
import { Button } from './Button';
import { Dialog, DialogButtons } from './Dialog';
import styles from './Dialog.module.css';
import { Notice } from './Notice';

interface FormDialogProps {
  title: string;
  /** Above the fields. */
  lead?: ReactNode;
  form: Pick<ReturnType<typeof useForm>, 'busy' | 'waiting' | 'error' | 'submit'>;
  children: ReactNode;
  action: string;
  danger?: boolean;
  tall?: boolean;
  /** Another way out than closing it. */
  back?: () => void;
  onClose: () => void;
}

/** Fields, what is wrong with all of them, and the button that sends them. */
export function FormDialog({ title, lead, form, children, action, danger, tall, back, onClose }: FormDialogProps) {
  const t = useT();
  const id = useId();
  return (
    <Dialog
      footer={
        <DialogButtons leave={t(back ? 'common.back' : 'common.cancel')} onLeave={back ?? onClose}>
          <Button busy={form.busy} disabled={form.waiting > 0} form={id} type="submit" variant={danger ? 'danger' : 'primary'}>
            {form.waiting > 0 ? t('form.wait', { time: clock(form.waiting) }) : action}
          </Button>
        </DialogButtons>
      }
      onClose={onClose}
      tall={tall}
      title={title}
    >
      {lead}
      <form className={styles.form} id={id} noValidate onSubmit={form.submit}>
        {children}
        {form.error && <Notice tone="danger">{form.error}</Notice>}
      </form>
    </Dialog>
  );
}
