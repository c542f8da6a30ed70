import { enterAccount } from '@/shared/preferences';
import { Problem } from '@/shared/problem';
import { refresh, useSession } from '@/shared/session';

/** The cookie decides whether somebody is signed in. */
export async function startSession(): Promise<void> {
  try {
    await refresh();
    const { user } = useSession.getState();
    if (user) await enterAccount(user);
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) useSession.setState({ status: 'signedOut' });
  }
}
