const key = 'bm-wanted';

/** The chat whose address was opened by somebody who must sign in first. */
export function keepWanted(path: string): void {
  if (path.startsWith('/c/')) sessionStorage.setItem(key, path);
}

export function readWanted(): string | null {
  return sessionStorage.getItem(key);
}

export function forgetWanted(): void {
  sessionStorage.removeItem(key);
}
