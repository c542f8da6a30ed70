import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { i18n } from '@/shared/i18n';
import { queryClient } from '@/shared/queryClient';
import { ToastHost } from '@/shared/ui/Toast';

/** As the app wraps it. */
export function renderPage(page: ReactNode) {
  return render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        {page}
        <ToastHost />
      </QueryClientProvider>
    </I18nProvider>,
  );
}
