import type { ReactNode } from 'react';
import styles from './Item.module.css';

interface ItemTextsProps {
  name: string;
  /** The whole name, where it may be cut. */
  title?: string;
  /** What there is to say of it, below. */
  children?: ReactNode;
}

/** The words of a row in a list. */
export function ItemTexts({ name, title, children }: ItemTextsProps) {
  return (
    <span className={styles.texts}>
      <bdi className={styles.name} title={title}>
        {name}
      </bdi>
      {children}
    </span>
  );
}
