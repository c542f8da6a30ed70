import { create } from 'zustand';
import { Problem, toProblem } from './problem';
import type { Me, SignedIn } from './types';

type Status = 'starting' | 'signedOut' | 'signedIn';

interface Session {
  status: Status;
  user: Me | null;
  /** How the last sign-in of this tab came to its end. */
  ended: 'wish' | 'server' | null;
}

interface Token {
  value: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

export const useSession = create<Session>(() => ({ status: 'starting', user: null, ended: null }));

/** Only in memory: a script that could read storage would otherwise own the account. */
let token: Token | null = null;
let refreshing: Promise<void> | null = null;
const otherTabs = new BroadcastChannel('bm-session');

/** Set by the data layer: wipes what this browser holds of the account. */
let onSignedOut: () => Promise<void> = async () => {};

export function whenSignedOut(wipe: () => Promise<void>): void {
  onSignedOut = wipe;
}

export function signedIn(answer: SignedIn): void {
  token = { value: answer.accessToken, expiresAt: Date.now() + answer.expiresIn * 1000 };
  useSession.setState({ status: 'signedIn', user: answer.user, ended: null });
}

/** For a start without network: the last known user, until the server can be asked. */
export function signedInOffline(user: Me): void {
  useSession.setState({ status: 'signedIn', user });
}

export async function signedOut(ended: 'wish' | 'server' = 'server'): Promise<void> {
  const was = useSession.getState().status;
  token = null;
  // Who wished it knows: the server closes the socket, and that may be heard before its answer.
  useSession.setState({ status: 'signedOut', user: null, ...((was === 'signedIn' || ended === 'wish') && { ended }) });
  if (was === 'signedIn') otherTabs.postMessage('signed-out');
  await onSignedOut();
}

otherTabs.onmessage = (event) => {
  if (event.data === 'signed-out' && useSession.getState().status === 'signedIn') {
    token = null;
    useSession.setState({ status: 'signedOut', user: null });
    location.assign('/');
  }
};

/** A token that is good for at least the next half minute. */
export async function accessToken(): Promise<string> {
  if (token === null || token.expiresAt - Date.now() < 30_000) await refresh();
  if (token === null) throw new Problem(401, { code: 'auth.required' });
  return token.value;
}

/** Milliseconds until the token ends; 0 when there is none. */
export function tokenLifetime(): number {
  return token === null ? 0 : Math.max(0, token.expiresAt - Date.now());
}

/**
 * Asks for a new token with the cookie. `used` is the token that the server refused: when it has been replaced
 * meanwhile there is nothing to do.
 */
export function refresh(used?: string): Promise<void> {
  if (used !== undefined && token !== null && token.value !== used) return Promise.resolve();
  refreshing ??= underLock(askForToken).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** All tabs share the cookie, which rotates at each use: one at a time. */
function underLock(work: () => Promise<void>): Promise<void> {
  return 'locks' in navigator ? navigator.locks.request('bm-refresh', work) : work();
}

async function askForToken(): Promise<void> {
  let response: Response;
  try {
    response = await fetch('/api/v1/auth/refresh', { method: 'POST', headers: { 'X-Client': 'web' } });
  } catch {
    throw new Problem(0);
  }
  if (response.ok) return signedIn((await response.json()) as SignedIn);

  const problem = await toProblem(response);
  if (response.status === 401) await signedOut();
  throw problem;
}
