import { api } from '../api';
import { Problem } from '../problem';
import type { Storage } from '../types';

/** Up to this size reading a file takes no longer than being refused. */
const worthAsking = 100 * 1024 * 1024;

/** Refuses what the server would refuse, before gigabytes are read for their hash. Who gets no answer finds out later. */
export async function checkRoom(size: number, signal: AbortSignal): Promise<void> {
  if (size <= worthAsking) return;
  const storage = await api.get<Storage>('/me/storage', { sort: 'size' }, signal).catch(() => null);
  signal.throwIfAborted();
  if (storage === null) return;
  const { used, quota, maxSize, items } = storage;
  if (size > maxSize) throw new Problem(413, { code: 'too_large', limit: maxSize });
  // The same bytes count once, and whether they are the same only their hash can tell.
  const mayBeThere = items.some((file) => file.size === size);
  if (used + size > quota && !mayBeThere) throw new Problem(409, { code: 'file.quota' });
}
