import { lazy, Suspense, useState } from 'react';
import { useT } from '@/shared/i18n';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { RowButton, RowText, Section } from '@/shared/ui/Section';
import { useToastProblem } from '@/shared/ui/Toast';
import { signOut } from './profileApi';

const DeleteAccountDialog = lazy(() => import('./DeleteAccountDialog'));

export function AccountSection({ email }: { email: string }) {
  const t = useT();
  const toastProblem = useToastProblem();
  const [open, setOpen] = useState<'signOut' | 'delete' | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => setOpen(null);

  function leave() {
    setBusy(true);
    signOut().catch((error: unknown) => {
      setBusy(false);
      toastProblem(error);
    });
  }

  return (
    <Section title={t('settings.account')}>
      <RowText hint={t('field.email')} icon="mail" label={email} />
      <RowButton icon="leave" label={t('account.signOut')} onClick={() => setOpen('signOut')} />
      <RowButton danger icon="trash" label={t('account.delete')} onClick={() => setOpen('delete')} />
      {open === 'signOut' && (
        <Dialog
          footer={
            <>
              <Button onClick={close} variant="quiet">
                {t('common.cancel')}
              </Button>
              <Button busy={busy} onClick={leave}>
                {t('account.signOut')}
              </Button>
            </>
          }
          onClose={close}
          title={t('account.signOutAsk')}
        >
          <p>{t('account.signOutLead')}</p>
        </Dialog>
      )}
      {open === 'delete' && (
        <Suspense>
          <DeleteAccountDialog onClose={close} />
        </Suspense>
      )}
    </Section>
  );
}
