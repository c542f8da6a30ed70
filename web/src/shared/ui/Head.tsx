import type { ReactNode } from 'react';
import { useT } from '../i18n';
import { IconButton } from './Button';
import styles from './Head.module.css';

/** The bar at the top of a panel or a page. */
export function HeadBar({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return <div className={[styles.bar, className].filter(Boolean).join(' ')}>{children}</div>;
}

interface HeadProps {
  title: string;
  /** Where the way out leads: to what was before, or to what lies below. */
  out: 'back' | 'close';
  onOut: () => void;
  level: 1 | 2;
  /** Tabs below it draw the line. */
  hasTabs?: boolean;
}

export function Head({ title, out, onOut, level, hasTabs }: HeadProps) {
  const t = useT();
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <HeadBar className={hasTabs ? styles.joined : undefined}>
      <IconButton icon={out} label={t(`common.${out}`)} onClick={onOut} />
      <Heading className={styles.title}>{title}</Heading>
    </HeadBar>
  );
}
