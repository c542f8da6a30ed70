import { i18n, useT } from './i18n';
import { type Failure, Problem } from './problem';
import { clock } from './useCountdown';

/** As the server counts when it names the limit. */
const megabyte = 1024 * 1024;

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
    if (error.code === 'too_large' && error.limit) return t('problem.too_large.limit', { limit: Math.floor(error.limit / megabyte) });
    const id = `problem.${error.code}`;
    const ours = t(`problem.${error.code}`);
    return ours === id ? server || t('error.unknown') : ours;
  };
}

/** The same for one that was kept. */
export function useFailureText(): (failed: Failure) => string {
  const problemText = useProblemText();
  return (failed) => problemText(new Problem(failed.code === 'offline' ? 0 : 400, failed));
}
