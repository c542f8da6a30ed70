import styles from './Spinner.module.css';

/** With a label it is announced; without, something beside it tells what goes on. */
export function Spinner({ label, small }: { label?: string; small?: boolean }) {
  return (
    <span
      aria-hidden={label === undefined || undefined}
      aria-label={label}
      className={small ? styles.small : styles.spinner}
      role={label === undefined ? undefined : 'status'}
    />
  );
}

export function CenteredSpinner({ label }: { label: string }) {
  return (
    <div className={styles.centre}>
      <Spinner label={label} />
    </div>
  );
}
