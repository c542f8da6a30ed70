import { lazy, Suspense, useState } from 'react';
import { useT } from '@/shared/i18n';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { RowButton, RowText, Section } from '@/shared/ui/Section';
import { signOut } from './profileApi';

const DeleteAccountDialog = lazy(() => import('./DeleteAccountDialog'));

export function AccountSection({ email }: { email: string }) {
  const t = useT();
  const [open, setOpen] = useState<'signOut' | 'delete' | null>(null);
  const close = () => setOpen(null);

  return (
    <Section title={t('settings.account')}>
      <RowText hint={t('field.email')} icon="mail" label={email} />
      <RowButton icon="leave" label={t('account.signOut')} onClick={() => setOpen('signOut')} />
      <RowButton danger icon="trash" label={t('account.delete')} onClick={() => setOpen('delete')} />
      {open === 'signOut' && (
        <ConfirmDialog action={t('account.signOut')} onClose={close} onConfirm={signOut} title={t('account.signOutAsk')}>
          <p>{t('account.signOutLead')}</p>
        </ConfirmDialog>
      )}
      {open === 'delete' && (
        <Suspense>
          <DeleteAccountDialog onClose={close} />
        </Suspense>
      )}
    </Section>
  );
}
