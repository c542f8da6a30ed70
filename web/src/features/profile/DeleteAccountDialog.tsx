import { useId } from 'react';
import { useT } from '@/shared/i18n';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { Notice } from '@/shared/ui/Notice';
import { PasswordField } from '@/shared/ui/PasswordField';
import { TextField } from '@/shared/ui/TextField';
import { clock } from '@/shared/useCountdown';
import { useForm } from '@/shared/useForm';
import styles from './ProfilePage.module.css';
import { deleteAccount } from './profileApi';

/** Cannot be taken back, so it asks for a typed word and for the password. */
export default function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const formId = useId();
  const word = t('deleteAccount.word');
  const form = useForm({
    initial: { word: '', password: '' },
    check: (values) => ({
      word: values.word.trim().toLocaleLowerCase() === word.toLocaleLowerCase() ? null : t('deleteAccount.typeWord', { word }),
      password: values.password === '' ? t('check.passwordMissing') : null,
    }),
    send: ({ password }) => deleteAccount(password),
  });

  return (
    <Dialog
      footer={
        <>
          <Button onClick={onClose} variant="quiet">
            {t('common.cancel')}
          </Button>
          <Button busy={form.busy} disabled={form.waiting > 0} form={formId} type="submit" variant="danger">
            {form.waiting > 0 ? t('form.wait', { time: clock(form.waiting) }) : t('account.delete')}
          </Button>
        </>
      }
      onClose={onClose}
      title={t('deleteAccount.title')}
    >
      <p>{t('deleteAccount.lead')}</p>
      <form className={styles.form} id={formId} noValidate onSubmit={form.submit}>
        <TextField {...form.field('word')} autoComplete="off" label={t('deleteAccount.typeWord', { word })} />
        <PasswordField {...form.field('password')} autoComplete="current-password" label={t('field.password')} />
        {form.error && <Notice tone="danger">{form.error}</Notice>}
      </form>
    </Dialog>
  );
}
