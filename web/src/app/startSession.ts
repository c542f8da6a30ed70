import { activate, pickLocale } from '@/shared/i18n';
import { Problem } from '@/shared/problem';
import { refresh, useSession } from '@/shared/session';

/** The cookie decides whether somebody is signed in. */
export async function startSession(): Promise<void> {
  try {
    await refresh();
    const locale = useSession.getState().user?.locale;
    if (locale) await activate(pickLocale(locale, navigator.languages));
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) useSession.setState({ status: 'signedOut' });
  }
}
