import { Link, useLocation } from 'wouter';
import { Problem } from '@/shared/api';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { clock } from '@/shared/useCountdown';
import { useForm } from '@/shared/useForm';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { PasswordField } from '@/shared/ui/PasswordField';
import { TextField } from '@/shared/ui/TextField';
import { register, type SignUpValues } from './accountsApi';
import { AuthLayout } from './AuthLayout';
import styles from './AuthLayout.module.css';
import { checkEmail, checkName, checkNewPassword, limits } from './checks';
import { type Pending, resendPause, readSetupCode } from './registration';

interface DetailsStepProps {
  initial: SignUpValues;
  onBegan: (pending: Pending, password: string) => void;
}

export function DetailsStep({ initial, onBegan }: DetailsStepProps) {
  const t = useT();
  const [, go] = useLocation();
  const form = useForm<SignUpValues>({
    initial,
    check: ({ name, email, password }) => ({
      name: checkName(t, name),
      email: checkEmail(t, email),
      password: checkNewPassword(t, password),
    }),
    refused: { name: t('refused.name'), email: t('check.email'), password: t('refused.password') },
    send: async ({ name, email, password }) => {
      const values = { name: name.trim(), email: email.trim(), password };
      const { registrationId, expiresIn } = await register(values);
      const now = Date.now();
      const { name: shownName, email: address } = values;
      onBegan(
        { registrationId, email: address, name: shownName, resendAt: now + resendPause, expiresAt: now + expiresIn * 1000 },
        password,
      );
    },
  });
  const closed = form.problem instanceof Problem && form.problem.code === 'registration.closed';

  return (
    <AuthLayout
      foot={
        <>
          {t('signUp.hasAccount')} <Link href={paths.signIn}>{t('signUp.toSignIn')}</Link>
        </>
      }
      lead={readSetupCode() !== null && t('setup.reminder')}
      onBack={() => go(paths.welcome)}
      title={t('signUp.title')}
    >
      <form className={styles.form} noValidate onSubmit={form.submit}>
        <TextField
          {...form.field('name')}
          autoComplete="name"
          // eslint-disable-next-line jsx-a11y/no-autofocus -- The first field of a page that has no other purpose.
          autoFocus
          hint={t('signUp.nameHint')}
          label={t('field.name')}
          maxLength={limits.name}
        />
        <TextField
          {...form.field('email')}
          autoCapitalize="none"
          autoComplete="username"
          hint={t('signUp.emailHint')}
          inputMode="email"
          label={t('field.email')}
          maxLength={limits.email}
          spellCheck={false}
          type="email"
        />
        <PasswordField
          {...form.field('password')}
          autoComplete="new-password"
          hint={t('check.password', { min: limits.passwordMin })}
          label={t('field.password')}
          maxLength={limits.password}
        />
        {form.error && <Notice tone={closed ? 'warning' : 'danger'}>{form.error}</Notice>}
        <Button busy={form.busy} disabled={form.waiting > 0} type="submit" wide>
          {form.waiting > 0 ? t('form.wait', { time: clock(form.waiting) }) : t('signUp.submit')}
        </Button>
      </form>
    </AuthLayout>
  );
}
