import { vi } from 'vitest';
import type { Found, Message } from '@/shared/types';
import { aChat, ben } from './chats';

/** A message of Ben in which this word is found. */
export function aFound(seq: number, text: string, word: string, change: Partial<Message> = {}): Found {
  const message: Message = {
    chatId: aChat().id,
    seq,
    ordinal: seq,
    senderId: ben.id,
    cid: `cid-${seq}`,
    text,
    at: `2026-01-01T10:${String(seq % 60).padStart(2, '0')}:00Z`,
    replyTo: null,
    files: [],
    reactions: [],
    ...change,
  };
  const start = text.indexOf(word);
  return { message, matches: start === -1 ? [] : [{ start, length: word.length }] };
}

/** What jsdom lacks; gives the way to scroll to the end of the list. */
export function standInForLayout({ isPhone = false } = {}): () => void {
  const watching = new Set<(entries: { isIntersecting: boolean }[]) => void>();
  class Observer {
    private readonly see: (entries: { isIntersecting: boolean }[]) => void;

    constructor(see: (entries: { isIntersecting: boolean }[]) => void) {
      this.see = see;
    }

    observe() {
      watching.add(this.see);
    }

    disconnect() {
      watching.delete(this.see);
    }
  }
  vi.stubGlobal('IntersectionObserver', Observer);
  vi.stubGlobal('matchMedia', () => ({ matches: isPhone, addEventListener: () => {}, removeEventListener: () => {} }));
  Element.prototype.scrollIntoView = vi.fn();
  return () => watching.forEach((see) => see([{ isIntersecting: true }]));
}
