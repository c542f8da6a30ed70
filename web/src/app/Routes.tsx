import { lazy, Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useSession } from '@/shared/session';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import { Shell } from './Shell';
import { forgetWanted, keepWanted, readWanted } from './wanted';

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
            <ToWanted />
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
        <SignInFirst />
      </Route>
    </Switch>
  );
}

/** A link to a chat leads there after the sign-in that it asks for; a sign-out on purpose forgets the way back. */
function SignInFirst() {
  const [path] = useLocation();
  const ended = useSession((session) => session.ended);
  useEffect(() => {
    if (ended !== 'wish') keepWanted(path);
  }, [ended, path]);
  return <Redirect replace to={paths.welcome} />;
}

function ToWanted() {
  useEffect(() => forgetWanted, []);
  return <Redirect replace to={readWanted() ?? paths.home} />;
}
