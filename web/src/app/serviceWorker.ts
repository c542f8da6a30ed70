import { trustedScript } from '@/shared/trustedScript';

const quiet = 4_000;

/**
 * Installable and readable offline. It fetches every file of the client, so it waits until what was asked for is on
 * the screen.
 */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  setTimeout(() => {
    navigator.serviceWorker.register(trustedScript('/sw.js'), { updateViaCache: 'none' }).catch(() => {
      // Private windows refuse it; the client works without.
    });
  }, quiet);
}
