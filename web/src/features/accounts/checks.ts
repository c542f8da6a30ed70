import type { Translate } from '@/shared/i18n';

/** The same rules as the server's, told before anything is sent. */
export const limits = { name: 64, password: 128, passwordMin: 8, email: 254 };

export function checkName(t: Translate, name: string): string | null {
  return name.trim() === '' ? t('check.name') : null;
}

/** Only what is surely no address; the mailed code is the real check. */
export function checkEmail(t: Translate, email: string): string | null {
  return /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? null : t('check.email');
}

export function checkNewPassword(t: Translate, password: string): string | null {
  return [...password].length < limits.passwordMin ? t('check.password', { min: limits.passwordMin }) : null;
}

/** The eight digits out of whatever was pasted or typed, be it "1234 5678" or a line of the mail. */
export function digitsOf(text: string): string {
  const plain = text.normalize('NFKC');
  const run = /(?<!\d)\d{4}[\s\u2009-]?\d{4}(?!\d)/.exec(plain)?.[0] ?? plain;
  return run.replace(/\D/g, '').slice(0, 8);
}
