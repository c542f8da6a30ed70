import type { ComponentProps, MouseEvent } from 'react';
import styles from './Button.module.css';
import { Icon, type IconName } from './Icon';
import { Spinner } from './Spinner';

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger';

interface ButtonProps extends ComponentProps<'button'> {
  variant?: Variant;
  /** Shows that the work is under way and refuses further presses. */
  busy?: boolean;
  icon?: IconName;
  wide?: boolean;
}

export function Button({ variant = 'primary', busy = false, icon, wide, className, children, ...rest }: ButtonProps) {
  const names = [styles.button, styles[variant], wide && styles.wide, className].filter(Boolean).join(' ');
  return (
    // A busy button is not `disabled`: it would lose the focus, and with it the keyboard's place on the page.
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={names}
      onClick={busy ? ignore : rest.onClick}
    >
      {busy ? <Spinner small /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

const ignore = (event: MouseEvent) => event.preventDefault();

interface IconButtonProps extends ComponentProps<'button'> {
  /** Read by screen readers and shown on hover. */
  label: string;
  icon: IconName;
  filled?: boolean;
}

export function IconButton({ label, icon, filled, className, ...rest }: IconButtonProps) {
  const names = [styles.icon, filled && styles.filled, className].filter(Boolean).join(' ');
  return (
    <button type="button" title={label} {...rest} aria-label={label} className={names}>
      <Icon name={icon} />
    </button>
  );
}
