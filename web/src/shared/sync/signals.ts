import { enterRead, myId } from './cache';
import type { ClientFrame } from './frames';

/** Small frames that may be lost: read marks, typing, whom one watches. */

let send: (frame: ClientFrame) => boolean = () => false;
const readPause = 300;
const typingPause = 3_000;
const watchPause = 200;
const watchLimit = 200;

const reads = new Map<string, number>();
const watched = new Map<string, number>();
const typedAt = new Map<string, number>();
let readTimer: ReturnType<typeof setTimeout> | null = null;
let watchTimer: ReturnType<typeof setTimeout> | null = null;

export function openSignals(through: typeof send): void {
  send = through;
  reads.clear();
}

/** After each `ready`: the server has forgotten whom we watch, and may have missed a read mark. */
export function flushSignals(): void {
  sendReads();
  sendWatch();
  sendPresence();
}

export function markRead(chatId: string, seq: number): void {
  enterRead(chatId, myId(), seq);
  reads.set(chatId, Math.max(seq, reads.get(chatId) ?? 0));
  readTimer ??= setTimeout(sendReads, readPause);
}

function sendReads(): void {
  readTimer = null;
  for (const [chatId, seq] of reads) if (send({ type: 'read', chatId, seq })) reads.delete(chatId);
}

export function sayTyping(chatId: string): void {
  if (Date.now() - (typedAt.get(chatId) ?? 0) < typingPause) return;
  if (send({ type: 'typing', chatId })) typedAt.set(chatId, Date.now());
}

/** Asks for somebody's presence until the returned function is called. */
export function watch(userIds: readonly string[]): () => void {
  const count = (by: number) => {
    for (const id of userIds) {
      const left = (watched.get(id) ?? 0) + by;
      if (left > 0) watched.set(id, left);
      else watched.delete(id);
    }
    watchTimer ??= setTimeout(sendWatch, watchPause);
  };
  count(1);
  return () => count(-1);
}

function sendWatch(): void {
  watchTimer = null;
  send({ type: 'watch', userIds: [...watched.keys()].slice(-watchLimit) });
}

function sendPresence(): void {
  send({ type: 'presence', state: document.visibilityState === 'visible' ? 'online' : 'away' });
}

document.addEventListener('visibilitychange', sendPresence);
