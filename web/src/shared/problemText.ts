import { i18n, useT } from './i18n';
import { Problem } from './problem';
import { clock } from './useCountdown';

/**
 * The sentence to show for a failure. The server writes English; in other languages the catalogue's sentence for the
 * code comes first.
 */
export function useProblemText(): (error: unknown) => string {
  const t = useT();
  return (error) => {
    if (!(error instanceof Problem)) return t('error.unknown');
    if (error.status === 0) return t('error.offline');
    if (error.code === 'rate_limited' && error.retryAfter !== null && error.retryAfter > 5) {
      return t('error.wait', { time: clock(error.retryAfter) });
    }
    const server = Object.values(error.fields)[0]?.[0] ?? error.message;
    if (i18n.locale === 'en' && server) return server;
    const id = `problem.${error.code}`;
    const ours = t(`problem.${error.code}`);
    return ours === id ? server || t('error.unknown') : ours;
  };
}

/** The same for one that was kept. */
export function useFailureText(): (failed: { code: string; detail: string }) => string {
  const problemText = useProblemText();
  return ({ code, detail }) => problemText(new Problem(code === 'offline' ? 0 : 400, { code, detail }));
}
