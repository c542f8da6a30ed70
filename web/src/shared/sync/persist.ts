import { getChat, getLog } from './cache';
import { db } from './db';

const idle = 400;
const tailLength = 60;
const dirty = new Set<string>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** Writes the chat and its newest messages down once things are quiet. */
export function persistSoon(chatId: string): void {
  dirty.add(chatId);
  timer ??= setTimeout(() => {
    timer = null;
    const chatIds = [...dirty];
    dirty.clear();
    void persist(chatIds).catch(() => {
      // A full or forbidden disk costs the offline copy, nothing else.
    });
  }, idle);
}

export function stopPersisting(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  dirty.clear();
}

async function persist(chatIds: string[]): Promise<void> {
  const transaction = (await db()).transaction(['chats', 'tails'], 'readwrite');
  const chats = transaction.objectStore('chats');
  const tails = transaction.objectStore('tails');
  for (const chatId of chatIds) {
    const chat = getChat(chatId);
    if (chat === undefined) {
      void chats.delete(chatId);
      void tails.delete(chatId);
      continue;
    }
    void chats.put(chat);
    const log = getLog(chatId);
    if (!log?.atEnd || log.messages.length === 0) continue;
    const messages = log.messages.slice(-tailLength);
    void tails.put({ chatId, pos: log.pos, messages, atStart: log.atStart && messages.length === log.messages.length });
  }
  await transaction.done;
}
