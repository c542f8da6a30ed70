import { enterAccount } from '@/shared/preferences';
import { Problem } from '@/shared/problem';
import { refresh, signedInOffline, useSession } from '@/shared/session';
import { lastUser, startSync } from '@/shared/sync/start';
import type { Me } from '@/shared/types';

/** The cookie decides whether somebody is signed in; without network, what this browser remembers. */
export async function startSession(): Promise<void> {
  useSession.subscribe((session, before) => {
    if (session.user !== null && session.user.id !== before.user?.id) void begin(session.user);
  });
  try {
    await refresh();
  } catch (error) {
    if (useSession.getState().status !== 'starting') return;
    const isRefused = error instanceof Problem && error.status >= 400 && error.status < 500;
    const user = isRefused ? null : await lastUser().catch(() => null);
    if (user) signedInOffline(user);
    else useSession.setState({ status: 'signedOut' });
  }
}

async function begin(user: Me): Promise<void> {
  void enterAccount(user);
  await startSync(user);
}
