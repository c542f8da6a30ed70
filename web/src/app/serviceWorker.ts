/** Installable and readable offline. A new version takes over at once; the next navigation shows it. */
export function registerServiceWorker(): void {
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => {
      // Private windows refuse it; the client works without.
    });
  }
}
