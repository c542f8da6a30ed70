import { useEffect, useState } from 'react';
import { api } from './api';

export type Variant = 'original' | 'thumbnail';

interface Held {
  url: Promise<string | null>;
  /** The same once it is known, so that what was shown before is there in the first frame. */
  value: string | null;
  users: number;
  lastUsed: number;
}

const cacheName = 'bm-pictures';
const keptUnused = 150;
const held = new Map<string, Held>();

/**
 * An address for <img>. Links of the server last less than a minute, so small pictures are kept as blobs: in memory
 * while they are shown and for a while after, on disk for the next start.
 */
export function usePicture(fileId: string | null | undefined, variant: Variant = 'thumbnail'): string | null {
  const key = fileId ? `/${fileId}/${variant}` : null;
  const [shown, setShown] = useState<{ key: string; url: string | null } | null>(null);
  useEffect(() => {
    if (key === null) return;
    let isMounted = true;
    const entry = hold(key);
    void entry.url.then((url) => isMounted && setShown({ key, url }));
    return () => {
      isMounted = false;
      entry.users--;
      entry.lastUsed = Date.now();
      letGo();
    };
  }, [key]);
  if (key === null) return null;
  return shown?.key === key ? shown.url : (held.get(key)?.value ?? null);
}

/** A short-lived address that needs no headers. */
export async function fileLink(fileId: string, options: { variant?: Variant; download?: boolean } = {}): Promise<string> {
  const { url } = await api.get<{ url: string }>(`/files/${fileId}/link`, { variant: 'original', ...options });
  return url;
}

function hold(key: string): Held {
  let entry = held.get(key);
  if (entry === undefined) {
    entry = { url: load(key), value: null, users: 0, lastUsed: 0 };
    held.set(key, entry);
    void settle(key, entry);
  }
  entry.users++;
  return entry;
}

async function settle(key: string, entry: Held): Promise<void> {
  entry.value = await entry.url;
  // A failed one is tried again when it is next shown.
  if (entry.value === null) held.delete(key);
}

/** What was just uploaded from here need not come back over the network. */
export function keepPicture(fileId: string, variant: Variant, blob: Blob): void {
  const key = `/${fileId}/${variant}`;
  const url = URL.createObjectURL(blob);
  held.set(key, { url: Promise.resolve(url), value: url, users: 0, lastUsed: Date.now() });
  void openCache().then((kept) => kept?.put(key, new Response(blob)).catch(() => {}));
}

async function load(key: string): Promise<string | null> {
  try {
    const kept = await openCache();
    const stored = await kept?.match(key);
    if (stored) return URL.createObjectURL(await stored.blob());
    const [, fileId, variant] = key.split('/') as [string, string, Variant];
    const response = await fetch(await fileLink(fileId, { variant }));
    if (!response.ok) return null;
    await kept?.put(key, response.clone()).catch(() => {});
    return URL.createObjectURL(await response.blob());
  } catch {
    return null;
  }
}

async function openCache(): Promise<Cache | null> {
  return 'caches' in globalThis ? caches.open(cacheName).catch(() => null) : null;
}

function letGo(): void {
  const unused = [...held].filter(([, entry]) => entry.users === 0).sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
  for (const [key, entry] of unused.slice(0, Math.max(0, unused.length - keptUnused))) {
    held.delete(key);
    void entry.url.then((url) => url !== null && URL.revokeObjectURL(url));
  }
}
