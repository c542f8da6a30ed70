import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { i18n } from '@/shared/i18n';
import { queryClient } from '@/shared/queryClient';
import { ToastHost } from '@/shared/ui/Toast';
import { ErrorBoundary } from './ErrorBoundary';
import { Routes } from './Routes';

export function App() {
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary>
          <Routes />
        </ErrorBoundary>
        <ToastHost />
      </QueryClientProvider>
    </I18nProvider>
  );
}
