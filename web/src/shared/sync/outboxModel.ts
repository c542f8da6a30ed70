import type { Failure } from '../problem';

/** A message that the server has not acknowledged yet. */
export interface OutboxItem {
  /** Stays the same through every retry, so that the message is stored once. */
  cid: string;
  chatId: string;
  /** The order in which things were sent, in all tabs. */
  order: number;
  text: string;
  at: string;
  replyTo?: number;
  uploadIds: string[];
  failed?: Failure;
}

export type SendState = 'uploading' | 'sending' | 'failed';

export function sendState(item: OutboxItem, isReady: (uploadId: string) => boolean): SendState {
  if (item.failed) return 'failed';
  return item.uploadIds.every(isReady) ? 'sending' : 'uploading';
}

/**
 * What may go out now: for each chat the oldest item that is not failed and has its files. One at a time for a chat,
 * so that a refusal can never change the order.
 */
export function nextToSend(
  items: readonly OutboxItem[],
  isReady: (uploadId: string) => boolean,
  isHeld: (chatId: string) => boolean,
): OutboxItem[] {
  const next = new Map<string, OutboxItem>();
  for (const item of [...items].sort((a, b) => a.order - b.order)) {
    if (sendState(item, isReady) === 'sending' && !next.has(item.chatId)) next.set(item.chatId, item);
  }
  return [...next.values()].filter((item) => !isHeld(item.chatId));
}

const passing = new Set(['busy', 'rate_limited', 'offline']);

/** Whether the server only asks to come again. */
export function isPassing(code: string): boolean {
  return passing.has(code) || code.startsWith('database.');
}
