import { Children, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '@/shared/ui/Icon';
import styles from './People.module.css';

interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  /** Before the input, such as the people already chosen. */
  children?: ReactNode;
  focusFirst?: boolean;
}

export function SearchBox({ label, value, onChange, onKeyDown, children, focusFirst }: SearchBoxProps) {
  return (
    <div className={styles.box}>
      {Children.count(children) > 0 ? children : <Icon name="search" size={18} />}
      <input
        aria-label={label}
        autoComplete="off"
        className={styles.input}
        data-autofocus={focusFirst || undefined}
        enterKeyHint="search"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          // Within a form, Enter would send the form.
          if (event.key === 'Enter') event.preventDefault();
          onKeyDown?.(event);
        }}
        placeholder={label}
        spellCheck={false}
        value={value}
      />
    </div>
  );
}
