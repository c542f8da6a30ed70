import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useSession } from '@/shared/session';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import { Shell } from './Shell';

const WelcomePage = lazy(() => import('@/features/accounts/WelcomePage'));
const SignUpPage = lazy(() => import('@/features/accounts/SignUpPage'));
const SignInPage = lazy(() => import('@/features/accounts/SignInPage'));
const SetupPage = lazy(() => import('@/features/accounts/SetupPage'));

export function Routes() {
  const t = useT();
  const status = useSession((session) => session.status);
  if (status === 'starting') return <CenteredSpinner label={t('common.loading')} />;
  return <Suspense fallback={<CenteredSpinner label={t('common.loading')} />}>{pages(status === 'signedIn')}</Suspense>;
}

function pages(isSignedIn: boolean) {
  if (isSignedIn) {
    return (
      <Switch>
        {[paths.welcome, paths.signUp, paths.signIn, paths.setup].map((path) => (
          <Route key={path} path={path}>
            <Redirect replace to={paths.home} />
          </Route>
        ))}
        <Route>
          <Shell />
        </Route>
      </Switch>
    );
  }
  return (
    <Switch>
      <Route component={WelcomePage} path={paths.welcome} />
      <Route component={SignUpPage} path={paths.signUp} />
      <Route component={SignInPage} path={paths.signIn} />
      <Route component={SetupPage} path={paths.setup} />
      <Route>
        <Redirect replace to={paths.welcome} />
      </Route>
    </Switch>
  );
}
