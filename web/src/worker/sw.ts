/// <reference lib="webworker" />

interface Precached {
  url: string;
  revision: string | null;
}

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: Precached[] };

/** Filled in by the build: every file of this version. */
const files = self.__WB_MANIFEST;
const prefix = 'bm-app-';
const cacheName = prefix + fingerprint(files.map(({ url, revision }) => url + revision).join());
const patience = 4_000;

self.addEventListener('install', (event) => {
  event.waitUntil(keepFiles().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (!/^\/(api|ws|files|health|metrics|openapi|\.well-known)(\/|$)/.test(url.pathname)) event.respondWith(page(request));
  } else if (url.pathname.startsWith('/assets/')) {
    // Named by their content, so a kept one is the right one.
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (files.some((file) => `/${file.url}` === url.pathname)) {
    event.respondWith(fetch(request).catch(() => kept(url.pathname)));
  }
});

/** The server's page, so that a new version is never hidden; the kept one when the server cannot be reached. */
async function page(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(patience) });
    return response.ok ? response : kept('/index.html');
  } catch {
    return kept('/index.html');
  }
}

async function kept(path: string): Promise<Response> {
  return (await (await caches.open(cacheName)).match(path)) ?? Response.error();
}

async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map(({ url }) => new Request(`/${url}`, { cache: url.startsWith('assets/') ? 'default' : 'reload' })));
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)));
}

function fingerprint(text: string): string {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return sum.toString(36);
}
export {};
