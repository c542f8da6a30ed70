import { type ReactNode, useEffect, useRef } from 'react';
import { useT } from '@/shared/i18n';
import { IconButton } from '@/shared/ui/Button';
import styles from './AuthLayout.module.css';
import { LanguageChoice } from './LanguageChoice';

interface AuthLayoutProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
  logo?: boolean;
  onBack?: () => void;
}

/** One narrow column; the heading is read out when a page takes the place of another. */
export function AuthLayout({ title, lead, children, foot, logo, onBack }: AuthLayoutProps) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · BrainMessenger`;
    // A form puts the focus into its first field itself.
    if (document.activeElement === document.body) heading.current?.focus();
  }, [title]);

  return (
    <div className={styles.page}>
      <main className={styles.card}>
        <div className={styles.top}>
          {onBack && <IconButton className={styles.back} icon="back" label={t('common.back')} onClick={onBack} />}
          {logo && <img alt="" className={styles.logo} height={72} src="/icon.svg" width={72} />}
          <h1 className={styles.title} ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {children}
        {foot && <p className={styles.foot}>{foot}</p>}
      </main>
      <LanguageChoice />
    </div>
  );
}
