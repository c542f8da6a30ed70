import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './Notice.module.css';

const icons = { notice: 'info', warning: 'warning', danger: 'warning' } as const satisfies Record<string, IconName>;

/** A sentence that stays on the page. What went wrong is read out at once. */
export function Notice({ tone = 'notice', children }: { tone?: keyof typeof icons; children: ReactNode }) {
  return (
    <div className={styles[tone]} role={tone === 'danger' ? 'alert' : undefined}>
      <Icon name={icons[tone]} size={18} />
      <div>{children}</div>
    </div>
  );
}
