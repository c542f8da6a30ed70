import { Link } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useSession } from '@/shared/session';
import { Notice } from '@/shared/ui/Notice';
import { AuthLayout } from './AuthLayout';
import styles from './AuthLayout.module.css';

export default function WelcomePage() {
  const t = useT();
  const ended = useSession((session) => session.ended);
  return (
    <AuthLayout lead={t('welcome.lead')} logo title={t('welcome.title')}>
      {ended !== null && <Notice>{ended === 'wish' ? t('welcome.signedOut') : t('welcome.sessionEnded')}</Notice>}
      <div className={styles.actions}>
        <Link className={`${styles.link} ${styles.primary}`} href={paths.signUp}>
          {t('welcome.signUp')}
        </Link>
        <Link className={`${styles.link} ${styles.secondary}`} href={paths.signIn}>
          {t('welcome.signIn')}
        </Link>
      </div>
    </AuthLayout>
  );
}
