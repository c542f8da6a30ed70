import { useT } from '@/shared/i18n';
import { FormDialog } from '@/shared/ui/FormDialog';
import { PasswordField } from '@/shared/ui/PasswordField';
import { TextField } from '@/shared/ui/TextField';
import { useForm } from '@/shared/useForm';
import { deleteAccount } from './profileApi';

/** Cannot be taken back, so it asks for a typed word and for the password. */
export default function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
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
    <FormDialog action={t('account.delete')} danger form={form} lead={<p>{t('deleteAccount.lead')}</p>} onClose={onClose} title={t('deleteAccount.title')}>
      <TextField {...form.field('word')} autoComplete="off" label={t('deleteAccount.typeWord', { word })} />
      <PasswordField {...form.field('password')} autoComplete="current-password" label={t('field.password')} />
    </FormDialog>
  );
}
