import { type ComponentProps, type ReactNode, useId } from 'react';
import styles from './TextField.module.css';

interface TextFieldProps extends ComponentProps<'input'> {
  label: string;
  error?: string | null | undefined;
  hint?: ReactNode;
  /** A button at the end of the input. */
  trailing?: ReactNode;
}

export function TextField({ label, error, hint, trailing, className, ...input }: TextFieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={[styles.field, className].filter(Boolean).join(' ')}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <span className={styles.box}>
        <input
          {...input}
          aria-describedby={note ? `${id}-note` : undefined}
          aria-invalid={error ? true : undefined}
          className={trailing ? styles.roomy : styles.input}
          id={id}
        />
        {trailing && <span className={styles.trailing}>{trailing}</span>}
      </span>
      {note && (
        <p className={error ? styles.error : styles.hint} id={`${id}-note`} role={error ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
