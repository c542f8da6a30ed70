import type { Message } from '../types';
import { type ChatLog, indexOfSeq, type LocalChat } from './fold';

/** What a device holds of a chat's messages: the window, and others here and there. */
export interface Held {
  log: ChatLog | null;
  messages: readonly Message[];
}

/** How many messages come up to this seq; null when what is held does not tell. */
export function ordinalAt(chat: LocalChat, seq: number, { log, messages }: Held): number | null {
  if (seq >= (chat.lastMessage?.seq ?? 0)) return chat.messageCount;
  const there = messages.find((message) => message.seq === seq);
  if (there) return there.ordinal;
  const window = log?.messages ?? [];
  const index = indexOfSeq(window, seq + 1) - 1;
  // Past the end of a window into the past more may lie between.
  const isPast = index === window.length - 1 && log?.atEnd === false;
  return isPast ? null : (window[index]?.ordinal ?? null);
}

/** Marks only move forward; how many messages that leaves may show only when what they cover has come. */
export function readUpTo(chat: LocalChat, seq: number, held: Held): LocalChat {
  const readSeq = Math.max(seq, chat.readSeq);
  const ordinal = ordinalAt(chat, readSeq, held);
  return ordinal === null ? chat : { ...chat, readSeq, unread: Math.max(0, Math.min(chat.unread, chat.messageCount - ordinal)) };
}

/** One's own messages are not unread: a mark goes on over those that follow it, which the server does without a word. */
export function overOwn(chat: LocalChat, { messages }: Held, me: string): LocalChat {
  if (chat.unread === 0) return chat;
  const seqs = new Map(messages.filter(({ senderId }) => senderId === me).map(({ ordinal, seq }) => [ordinal, seq]));
  let { unread, readSeq } = chat;
  while (unread > 0) {
    const seq = seqs.get(chat.messageCount - unread + 1);
    if (seq === undefined) break;
    readSeq = Math.max(readSeq, seq);
    unread--;
  }
  return unread === chat.unread ? chat : { ...chat, unread, readSeq };
}
