import { api } from '@/shared/api';
import { i18n } from '@/shared/i18n';
import { enterAccount } from '@/shared/preferences';
import { signedIn } from '@/shared/session';
import type { Registered, SignedIn } from '@/shared/types';
import { forgetRegistration, readSetupCode } from './registration';

export interface SignUpValues extends Record<string, string> {
  name: string;
  email: string;
  password: string;
}

const anonymous = { anonymous: true };

export function register(values: SignUpValues): Promise<Registered> {
  return api.post('/auth/register', { ...values, locale: i18n.locale }, anonymous);
}

export async function resendCode(registrationId: string): Promise<void> {
  await api.post('/auth/resend-code', { registrationId }, anonymous);
}

export async function verifyEmail(registrationId: string, code: string): Promise<void> {
  const setupCode = readSetupCode();
  const answer = await api.post<SignedIn>(
    '/auth/verify-email',
    { registrationId, code, ...(setupCode !== null && { setupCode }) },
    anonymous,
  );
  forgetRegistration();
  await enter(answer);
}

export async function signIn(email: string, password: string): Promise<void> {
  await enter(await api.post<SignedIn>('/auth/login', { email, password }, anonymous));
}

async function enter(answer: SignedIn): Promise<void> {
  await enterAccount(answer.user);
  signedIn(answer);
}
