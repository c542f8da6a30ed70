import { Link, useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { clock } from '@/shared/useCountdown';
import { useForm } from '@/shared/useForm';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { PasswordField } from '@/shared/ui/PasswordField';
import { TextField } from '@/shared/ui/TextField';
import { signIn } from './accountsApi';
import { AuthLayout } from './AuthLayout';
import styles from './AuthLayout.module.css';
import { checkEmail } from './checks';

export default function SignInPage() {
  const t = useT();
  const [, go] = useLocation();
  const form = useForm({
    initial: { email: '', password: '' },
    check: ({ email, password }) => ({
      email: checkEmail(t, email),
      password: password === '' ? t('check.passwordMissing') : null,
    }),
    send: ({ email, password }) => signIn(email.trim(), password),
  });

  return (
    <AuthLayout
      foot={
        <>
          {t('signIn.noAccount')} <Link href={paths.signUp}>{t('signIn.toSignUp')}</Link>
        </>
      }
      onBack={() => go(paths.welcome)}
      title={t('signIn.title')}
    >
      <form className={styles.form} noValidate onSubmit={form.submit}>
        <TextField
          {...form.field('email')}
          autoCapitalize="none"
          autoComplete="username"
          // The page has one purpose, and its heading is read before the field.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          inputMode="email"
          label={t('field.email')}
          spellCheck={false}
          type="email"
        />
        <PasswordField {...form.field('password')} autoComplete="current-password" label={t('field.password')} />
        {form.error && <Notice tone="danger">{form.error}</Notice>}
        <Button busy={form.busy} disabled={form.waiting > 0} type="submit" wide>
          {form.waiting > 0 ? t('form.wait', { time: clock(form.waiting) }) : t('signIn.submit')}
        </Button>
      </form>
    </AuthLayout>
  );
}
