/** A sign-up that waits for its code. Kept for this tab: phones drop the page while one looks into one's mail. */
export interface Pending {
  registrationId: string;
  email: string;
  name: string;
  /** When another code may be asked for; milliseconds since 1970. */
  resendAt: number;
  /** When the code mailed last ends. */
  expiresAt: number;
}

const pendingKey = 'bm-registration';
const setupKey = 'bm-setup-code';

/** The server's own rules: the pause between two codes, how long a code lasts, and how many wrong tries end it. */
export const resendPause = 60_000;
export const codeLifetime = 600_000;
export const codeTries = 5;

export function readRegistration(): Pending | null {
  try {
    return JSON.parse(sessionStorage.getItem(pendingKey) ?? 'null') as Pending | null;
  } catch {
    return null;
  }
}

export function keepRegistration(pending: Pending): void {
  sessionStorage.setItem(pendingKey, JSON.stringify(pending));
}

export function forgetRegistration(): void {
  sessionStorage.removeItem(pendingKey);
  sessionStorage.removeItem(setupKey);
}

/** The one-time code of the set-up link, which makes the account that is verified with it the administrator's. */
export function keepSetupCode(code: string): void {
  sessionStorage.setItem(setupKey, code);
}

export function forgetSetupCode(): void {
  sessionStorage.removeItem(setupKey);
}

export function readSetupCode(): string | null {
  return sessionStorage.getItem(setupKey);
}
