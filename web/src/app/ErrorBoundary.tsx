import { Component, type ReactNode } from 'react';
import { t } from '@/shared/i18n';
import { Button } from '@/shared/ui/Button';
import styles from './Shell.module.css';

/** A bug in one screen must leave a way out. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className={styles.notice} role="alert">
        <p>{t('error.crashed')}</p>
        <Button onClick={() => location.reload()}>{t('error.reload')}</Button>
      </main>
    );
  }
}
