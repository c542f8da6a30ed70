import { useState } from 'react';
import { Problem } from '@/shared/api';
import { useT } from '@/shared/i18n';
import { Button } from '@/shared/ui/Button';
import { clock, useCountdown } from '@/shared/useCountdown';
import { resendCode } from './accountsApi';
import { codeLifetime, keepRegistration, type Pending, resendPause } from './registration';

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

  function wait(ms: number, expiresAt = pending.expiresAt) {
    const until = Date.now() + ms;
    keepRegistration({ ...pending, resendAt: until, expiresAt });
    setResendAt(until);
  }

  async function resend() {
    setBusy(true);
    try {
      await resendCode(pending.registrationId);
      wait(resendPause, Date.now() + codeLifetime);
      onSent();
    } catch (error) {
      const pause = error instanceof Problem ? error.retryAfter : null;
      if (pause !== null) wait(pause * 1000);
      // For a short pause the button says enough.
      if (pause === null || pause * 1000 > resendPause) onFailed(error);
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
