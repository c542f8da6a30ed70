import { useCallback, useEffect, useState } from 'react';
import { Problem } from './api';
import { fetchFile, type Variant } from './fileLink';

interface Picture {
  src: string | null;
  /** Why there is none. */
  problem: Problem | null;
}

interface Held {
  picture: Promise<Picture>;
  /** The same once it is known, so that what was shown before is there in the first frame. */
  src: string | null;
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
  return usePictureOrReason(fileId, variant).src;
}

/** The same for where something is missing without it: why it is not there, and another try. */
export function usePictureOrReason(fileId: string | null | undefined, variant: Variant = 'thumbnail') {
  const key = fileId ? `/${fileId}/${variant}` : null;
  const [shown, setShown] = useState<(Picture & { key: string; turn: number }) | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (key === null) return;
    let isMounted = true;
    const entry = hold(key);
    void entry.picture.then((picture) => isMounted && setShown({ key, turn, ...picture }));
    return () => {
      isMounted = false;
      entry.users--;
      entry.lastUsed = Date.now();
      letGo();
    };
  }, [key, turn]);

  const retry = useCallback(() => setTurn((count) => count + 1), []);
  const now = key !== null && shown?.key === key ? shown : null;
  const isOffline = now?.problem?.status === 0;
  useEffect(() => {
    if (!isOffline) return;
    addEventListener('online', retry);
    return () => removeEventListener('online', retry);
  }, [isOffline, retry]);

  const src = now?.src ?? (key === null ? null : (held.get(key)?.src ?? null));
  return { src, problem: now?.problem ?? null, isTrying: now !== null && now.turn !== turn, retry };
}

function hold(key: string): Held {
  let entry = held.get(key);
  if (entry === undefined) {
    entry = { picture: load(key), src: null, users: 0, lastUsed: 0 };
    held.set(key, entry);
    void settle(key, entry);
  }
  entry.users++;
  return entry;
}

async function settle(key: string, entry: Held): Promise<void> {
  entry.src = (await entry.picture).src;
  // A failed one is tried again when it is next shown.
  if (entry.src === null) held.delete(key);
}

/** What was just uploaded from here need not come back over the network. */
export function keepPicture(fileId: string, variant: Variant, blob: Blob): void {
  const key = `/${fileId}/${variant}`;
  const src = URL.createObjectURL(blob);
  held.set(key, { picture: Promise.resolve({ src, problem: null }), src, users: 0, lastUsed: Date.now() });
  void openCache().then((kept) => kept?.put(key, new Response(blob)).catch(() => {}));
}

async function load(key: string): Promise<Picture> {
  try {
    return { src: URL.createObjectURL(await bytesOf(key)), problem: null };
  } catch (error) {
    return { src: null, problem: error instanceof Problem ? error : new Problem(502, { code: 'file.unopened' }) };
  }
}

async function bytesOf(key: string): Promise<Blob> {
  const kept = await openCache();
  const stored = await kept?.match(key).catch(() => undefined);
  if (stored) return stored.blob();
  const [, fileId, variant] = key.split('/') as [string, string, Variant];
  const blob = await fetchFile(fileId, variant);
  await kept?.put(key, new Response(blob)).catch(() => {});
  return blob;
}

async function openCache(): Promise<Cache | null> {
  return 'caches' in globalThis ? caches.open(cacheName).catch(() => null) : null;
}

function letGo(): void {
  const unused = [...held].filter(([, entry]) => entry.users === 0).sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
  for (const [key, entry] of unused.slice(0, Math.max(0, unused.length - keptUnused))) {
    held.delete(key);
    void entry.picture.then(({ src }) => src !== null && URL.revokeObjectURL(src));
  }
}
