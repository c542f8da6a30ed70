import { useState } from 'react';
import { Problem } from '@/shared/api';
import { useT } from '@/shared/i18n';
import { Button } from '@/shared/ui/Button';
import { clock, useCountdown } from '@/shared/useCountdown';
import { resendCode } from './accountsApi';
import { keepRegistration, type Pending, resendPause } from './registration';

interface ResendButtonProps {
  pending: Pending;
  onSent: () => void;
  onFailed: (problem: unknown) => void;
}

/** Asks for another code, once the server's pause is over. */
export function ResendButton({ pending, onSent, onFailed }: ResendButtonProps) {
  const t = useT();
  const [resendAt, setResendAt] = useState(pending.resendAt);
  const [busy, setBusy] = useState(false);
  const left = useCountdown(resendAt);

  function wait(ms: number) {
    const until = Date.now() + ms;
    keepRegistration({ ...pending, resendAt: until });
    setResendAt(until);
  }

  async function resend() {
    setBusy(true);
    try {
      await resendCode(pending.registrationId);
      wait(resendPause);
      onSent();
    } catch (error) {
      if (error instanceof Problem && error.retryAfter !== null) wait(error.retryAfter * 1000);
      onFailed(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button busy={busy} disabled={left > 0} onClick={() => void resend()} variant="secondary" wide>
      {left > 0 ? t('code.resendIn', { time: clock(left) }) : t('code.resend')}
    </Button>
  );
}
