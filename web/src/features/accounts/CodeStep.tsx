import { useId, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Problem } from '@/shared/api';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useProblemText } from '@/shared/problemText';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import { verifyEmail } from './accountsApi';
import { AuthLayout } from './AuthLayout';
import styles from './AuthLayout.module.css';
import { CodeField } from './CodeField';
import { codeLifetime, codeTries, forgetRegistration, forgetSetupCode, type Pending } from './registration';
import { ResendButton } from './ResendButton';

interface CodeStepProps {
  pending: Pending;
  onEdit: () => void;
}

export function CodeStep({ pending, onEdit }: CodeStepProps) {
  const t = useT();
  const problemText = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const noteId = useId();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [sent, setSent] = useState(false);
  /** Of the code mailed last. */
  const [wrongTries, setWrongTries] = useState(0);
  const [failedAt, setFailedAt] = useState(0);
  const [expiresAt, setExpiresAt] = useState(pending.expiresAt);

  async function verify(digits: string) {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    setSent(false);
    try {
      await verifyEmail(pending.registrationId, digits);
    } catch (error) {
      setProblem(error);
      setFailedAt(Date.now());
      setBusy(false);
      if (isWrongCode(error)) setWrongTries((count) => count + 1);
      const refusedSetup = error instanceof Problem && error.code === 'setup.invalid';
      // The account can still be had, only not the administrator's.
      if (refusedSetup) forgetSetupCode();
      // What may work the next time stays, so that the button tries it again.
      else if (!(error instanceof Problem && error.passing)) setCode('');
      input.current?.focus();
    }
  }

  /** The server does not say why a code is not valid; part of it is known here. */
  function told(failure: unknown): string {
    if (isWrongCode(failure) && wrongTries >= codeTries) return t('code.tooManyTries', { count: codeTries });
    if (isWrongCode(failure) && failedAt > expiresAt) return t('code.expired');
    return problemText(failure);
  }

  function startOver() {
    forgetRegistration();
    onEdit();
  }

  return (
    <AuthLayout
      foot={
        <>
          {t('code.noMail')} <Link href={paths.signIn}>{t('signUp.toSignIn')}</Link>
        </>
      }
      lead={
        <>
          {t('code.lead')} <bdi><strong>{pending.email}</strong></bdi>
        </>
      }
      onBack={onEdit}
      title={t('code.title')}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void verify(code);
        }}
      >
        <CodeField
          busy={busy}
          describedBy={problem === null ? undefined : noteId}
          invalid={problem !== null}
          onChange={(digits) => {
            setCode(digits);
            if (digits !== '') setProblem(null);
            if (digits.length === 8) void verify(digits);
          }}
          ref={input}
          value={code}
        />
        <div id={noteId}>
          {problem !== null && <Notice tone="danger">{told(problem)}</Notice>}
          {sent && <p role="status">{t('code.sentAgain')}</p>}
        </div>
        {busy && <CenteredSpinner label={t('code.checking')} />}
        {code.length === 8 && !busy && (
          <Button type="submit" wide>
            {t('code.submit')}
          </Button>
        )}
      </form>
      <div className={styles.actions}>
        <ResendButton
          onFailed={setProblem}
          onSent={() => {
            setProblem(null);
            setCode('');
            setSent(true);
            setWrongTries(0);
            setExpiresAt(Date.now() + codeLifetime);
            input.current?.focus();
          }}
          pending={pending}
        />
        <Button onClick={isGone(problem) ? startOver : onEdit} variant="quiet" wide>
          {isGone(problem) ? t('code.startOver') : t('code.editEmail')}
        </Button>
      </div>
    </AuthLayout>
  );
}

function isWrongCode(problem: unknown): boolean {
  return problem instanceof Problem && problem.code === 'code.invalid';
}

/** The server no longer knows this sign-up: only a new one helps. */
function isGone(problem: unknown): boolean {
  return problem instanceof Problem && problem.status === 404;
}
