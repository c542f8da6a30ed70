import { type ComponentProps, type ReactNode, useId } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './Section.module.css';

interface SectionProps {
  title?: string;
  children: ReactNode;
  /** For forms; rows reach from edge to edge. */
  padded?: boolean;
}

/** A card of settings that belong together. */
export function Section({ title, children, padded }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={title === undefined ? undefined : id} className={styles.section}>
      {title !== undefined && (
        <h2 className={styles.title} id={id}>
          {title}
        </h2>
      )}
      {padded ? <div className={styles.padded}>{children}</div> : children}
    </section>
  );
}

interface RowProps extends ComponentProps<'button'> {
  icon: IconName;
  label: ReactNode;
  hint?: ReactNode;
  danger?: boolean;
}

export function RowButton({ icon, label, hint, danger, ...rest }: RowProps) {
  return (
    <button type="button" {...rest} className={danger ? styles.rowDanger : styles.row}>
      <Icon name={icon} />
      <RowTexts hint={hint} label={label} />
    </button>
  );
}

export function RowText({ icon, label, hint }: { icon: IconName; label: ReactNode; hint: ReactNode }) {
  return (
    <div className={styles.row}>
      <Icon name={icon} />
      <RowTexts hint={hint} label={label} />
    </div>
  );
}

interface RowSwitchProps {
  icon: IconName;
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function RowSwitch({ icon, label, hint, checked, onChange }: RowSwitchProps) {
  return (
    <label className={styles.row}>
      <Icon name={icon} />
      <RowTexts hint={hint} label={label} />
      <input
        checked={checked}
        className={styles.switch}
        onChange={(event) => onChange(event.target.checked)}
        role="switch"
        type="checkbox"
      />
    </label>
  );
}

function RowTexts({ label, hint }: { label: ReactNode; hint?: ReactNode }) {
  return (
    <span className={styles.texts}>
      {label}
      {hint && <span className={styles.hint}>{hint}</span>}
    </span>
  );
}
