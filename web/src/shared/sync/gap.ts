import { api } from '../api';
import type { Entry, Log } from '../types';
import { enter, getChat, getChats, getLog, position } from './cache';

/** An acknowledgement may overtake entries, so a gap is given a moment to close by itself. */
const patience = 250;
const chatsAtOnce = 100;
const entriesAtOnce = 1000;
const pageSize = 200;

interface Answer {
  epoch: string;
  chats: Record<string, Log>;
}

interface Wired {
  /** So much is missing that the chat must be read anew. */
  tooLong: (chatId: string) => Promise<void>;
  epoch: (epoch: string) => void;
  /** What is missing could not be had. */
  failed: () => void;
}

let wired: Wired = { tooLong: async () => {}, epoch: () => {}, failed: () => {} };
const waiting = new Set<string>();
let timer: ReturnType<typeof setTimeout> | null = null;
let running: Promise<void> = Promise.resolve();

export function openGaps(to: Wired): void {
  wired = to;
  waiting.clear();
  if (timer !== null) clearTimeout(timer);
  timer = null;
}

/** Something is missing in this chat: look again in a moment and fetch it if it still is. */
export function fetchGapSoon(chatId: string): void {
  waiting.add(chatId);
  timer ??= setTimeout(() => {
    timer = null;
    const chats = [...waiting].filter(isBehind);
    waiting.clear();
    fetchGapNow(chats);
  }, patience);
}

export function fetchGapNow(chatIds: string[]): void {
  void fetchGaps(chatIds).catch(() => wired.failed());
}

/** Fetches what these chats miss, in as few requests as can be. Never two at once. */
export function fetchGaps(chatIds: string[]): Promise<void> {
  const work = running.then(() => fetchAll(chatIds));
  running = work.catch(() => {});
  return work;
}

/** Chats that miss something as far as can be told from here. */
export const chatsBehind = () => Object.keys(getChats()).filter(isBehind);

async function fetchAll(chatIds: string[]): Promise<void> {
  let open = chatIds.filter((chatId) => getChat(chatId) !== undefined);
  while (open.length > 0) {
    const asked = open.slice(0, chatsAtOnce);
    const since = Object.fromEntries(asked.map((chatId) => [chatId, position(chatId)]));
    const answer = await api.post<Answer>('/log', { since });
    wired.epoch(answer.epoch);
    const unfinished = await enterAnswer(answer, since);
    open = [...unfinished, ...open.slice(chatsAtOnce)];
  }
}

/** Gives the chats of which more must be asked. */
async function enterAnswer(answer: Answer, since: Record<string, number>): Promise<string[]> {
  const total = Object.values(answer.chats).reduce((sum, log) => sum + log.entries.length, 0);
  const unfinished: string[] = [];
  for (const [chatId, log] of Object.entries(answer.chats)) {
    if (log.tooLong) {
      await wired.tooLong(chatId);
      continue;
    }
    const last = log.entries.at(-1)?.seq ?? since[chatId]!;
    // A short answer is the whole rest, whatever was skipped in it; a full one ends with its last entry.
    const isWhole = last >= log.headSeq || (total < entriesAtOnce && log.entries.length < pageSize);
    enter({ chatId, entries: ownedBy(chatId, log.entries), source: 'rest', head: isWhole ? log.headSeq : last });
    if (!isWhole && (log.entries.length > 0 || total > 0)) unfinished.push(chatId);
  }
  return unfinished;
}

function ownedBy(chatId: string, entries: Entry[]): Entry[] {
  return entries.map((entry) => (entry.chatId ? entry : { ...entry, chatId }));
}

function isBehind(chatId: string): boolean {
  const chat = getChat(chatId);
  if (chat === undefined) return false;
  return position(chatId) < Math.max(chat.lastSeq, getLog(chatId)?.messages.at(-1)?.seq ?? 0);
}
