import { api, Problem } from '@/shared/api';
import { signedOut, useSession } from '@/shared/session';
import type { Me, Settings } from '@/shared/types';

export interface MeChange {
  name?: string;
  handle?: string | null;
  photoFileId?: string | null;
  locale?: string;
  settings?: Settings;
}

export async function updateMe(change: MeChange): Promise<void> {
  const user = await api.patch<Me>('/me', change);
  useSession.setState({ user });
}

/** Settings are kept as a whole: what other devices wrote goes along. */
export function updateSettings(change: Settings): Promise<void> {
  return updateMe({ settings: { ...useSession.getState().user?.settings, ...change } });
}

export async function signOut(): Promise<void> {
  try {
    await api.post('/auth/logout');
  } catch (error) {
    // The session has ended already; anything else must not look like a sign-out.
    if (!(error instanceof Problem && error.status === 401)) throw error;
  }
  await signedOut('wish');
}

export async function deleteAccount(password: string): Promise<void> {
  await api.delete('/me', { password });
  await signedOut('wish');
}
