import { enterRead, isOutdated, myId } from './cache';
import type { ClientFrame } from './frames';

/** Small frames that may be lost: read marks, typing, whom one watches. */

let send: (frame: ClientFrame) => boolean = () => false;
const readPause = 300;
const typingPause = 3_000;
const watchPause = 200;
const watchLimit = 200;

/** Marks that the server has not confirmed: one that went out with a connection's end may never have come. */
const reads = new Map<string, { seq: number; isSent: boolean }>();
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
  for (const read of reads.values()) read.isSent = false;
  sendReads();
  sendWatch();
  sendPresence();
}

export function markRead(chatId: string, seq: number): void {
  // What is still on the screen is of a history that is no more.
  if (isOutdated(chatId)) return;
  enterRead(chatId, myId(), seq);
  if (seq > (reads.get(chatId)?.seq ?? 0)) reads.set(chatId, { seq, isSent: false });
  readTimer ??= setTimeout(sendReads, readPause);
}

function sendReads(): void {
  readTimer = null;
  for (const [chatId, read] of reads) if (!read.isSent) read.isSent = send({ type: 'read', chatId, seq: read.seq });
}

/** Positions of another history are none in this one. */
export function forgetReads(): void {
  reads.clear();
}

/** The server has told all of us how far was read. */
export function confirmRead(chatId: string, seq: number): void {
  if (seq >= (reads.get(chatId)?.seq ?? Number.POSITIVE_INFINITY)) reads.delete(chatId);
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
