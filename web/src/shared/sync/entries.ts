import type { Entry } from '../types';

type Listener = (entries: readonly Entry[]) => void;

const listeners = new Map<string, Set<Listener>>();

/** For what shows a chat's log in another way than its conversation. Gives the way to end it. */
export function onEntries(chatId: string, listener: Listener): () => void {
  const all = listeners.get(chatId) ?? new Set();
  listeners.set(chatId, all.add(listener));
  return () => {
    all.delete(listener);
    if (all.size === 0) listeners.delete(chatId);
  };
}

export function tellEntries(chatId: string, entries: readonly Entry[]): void {
  for (const listener of listeners.get(chatId) ?? []) listener(entries);
}
