import { useEffect } from 'react';
import { Link } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { Notice } from '@/shared/ui/Notice';
import { AuthLayout } from './AuthLayout';
import styles from './AuthLayout.module.css';
import { keepSetupCode, readSetupCode } from './registration';

/** Where the link leads that the server prints while it has no administrator: `/setup#<code>`. */
export default function SetupPage() {
  const t = useT();
  const code = decodeURIComponent(location.hash.slice(1)) || readSetupCode();

  useEffect(() => {
    if (code === null) return;
    keepSetupCode(code);
    // The code must not stay in the history or be copied with the address.
    history.replaceState(history.state, '', paths.setup);
  }, [code]);

  if (code === null) {
    return (
      <AuthLayout logo title={t('setup.title')}>
        <Notice tone="warning">{t('setup.noCode')}</Notice>
        <Link className={`${styles.link} ${styles.secondary}`} href={paths.welcome}>
          {t('setup.toWelcome')}
        </Link>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout lead={t('setup.lead')} logo title={t('setup.title')}>
      <Link className={`${styles.link} ${styles.primary}`} href={paths.signUp}>
        {t('setup.begin')}
      </Link>
    </AuthLayout>
  );
}
