interface TrustedTypes {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => string };
}

/** The page's policy lets no plain string become the address of a script; this one is a constant. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy('service-worker', { createScriptURL: (given) => given }).createScriptURL(url) ?? url;
}

const quiet = 4_000;

/**
 * Installable and readable offline. It fetches every file of the client, so it waits until what was asked for is on
 * the screen.
 */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  setTimeout(() => {
    navigator.serviceWorker.register(trusted('/sw.js'), { updateViaCache: 'none' }).catch(() => {
      // Private windows refuse it; the client works without.
    });
  }, quiet);
}
