import { lazy, Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import styles from './Shell.module.css';

const ProfilePage = lazy(() => import('@/features/profile/ProfilePage'));

/** Two panes; on a phone the list or the conversation. */
export function Shell() {
  const t = useT();
  return (
    <div className={styles.shell}>
      <Suspense fallback={<CenteredSpinner label={t('common.loading')} />}>
        <Switch>
          <Route component={ProfilePage} path={paths.profile} />
          <Route path={paths.home}>
            <main className={styles.notice}>{t('shell.pickChat')}</main>
          </Route>
          <Route>
            <main className={styles.notice}>
              <p>{t('notFound.title')}</p>
              <Link href={paths.home}>{t('notFound.home')}</Link>
            </main>
          </Route>
        </Switch>
      </Suspense>
    </div>
  );
}
