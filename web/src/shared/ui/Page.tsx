import type { ReactNode } from 'react';
import { Head } from './Head';
import styles from './Page.module.css';

/** A page of settings: a narrow column below its head. */
export function Page({ title, onBack, children }: { title: string; onBack: () => void; children: ReactNode }) {
  return (
    <div className={styles.page}>
      <Head level={1} onOut={onBack} out="back" title={title} />
      <div className={styles.content}>{children}</div>
    </div>
  );
}
