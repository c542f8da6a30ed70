import { type ClipboardEvent, type Ref, useId } from 'react';
import { useT } from '@/shared/i18n';
import fieldStyles from '@/shared/ui/TextField.module.css';
import styles from './AuthLayout.module.css';
import { digitsOf } from './checks';

interface CodeFieldProps {
  value: string;
  onChange: (digits: string) => void;
  busy: boolean;
  invalid: boolean;
  describedBy?: string | undefined;
  ref: Ref<HTMLInputElement>;
}

/** One field, not eight: phones fill it from the mail, and it can be pasted, corrected and read out as a whole. */
export function CodeField({ value, onChange, busy, invalid, describedBy, ref }: CodeFieldProps) {
  const t = useT();
  const id = useId();

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const digits = digitsOf(event.clipboardData.getData('text'));
    if (digits === '') return;
    event.preventDefault();
    // A whole code takes the place of what is there; a part of one goes where the browser puts it.
    onChange(digits.length === 8 ? digits : digitsOf(value + digits));
  }

  return (
    <div className={fieldStyles.field}>
      <label className={fieldStyles.label} htmlFor={id}>
        {t('code.label')}
      </label>
      <input
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        autoComplete="one-time-code"
        // eslint-disable-next-line jsx-a11y/no-autofocus -- The only field of the page.
        autoFocus
        className={`${fieldStyles.input} ${styles.code}`}
        dir="ltr"
        enterKeyHint="done"
        id={id}
        inputMode="numeric"
        name="code"
        onChange={(event) => onChange(digitsOf(event.target.value))}
        onPaste={paste}
        placeholder="––––––––"
        readOnly={busy}
        ref={ref}
        value={value}
      />
    </div>
  );
}
