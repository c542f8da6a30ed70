import { queryClient } from '../queryClient';
import type { Chat, Entry, MessageEntry } from '../types';
import { type ChatLog, foldChat, foldLog, indexOfSeq, type LocalChat, type Source } from './fold';
import { type Held, ordinalAt, overOwn, readUpTo } from './marks';

export type Chats = Record<string, LocalChat>;
export const chatsKey = ['chats'] as const;
export const logKey = (chatId: string) => ['log', chatId] as const;

export interface Batch {
  chatId: string;
  entries: Entry[];
  source: Source;
  /** Everything up to here has been given: the end of a log answer. */
  head?: number;
}

interface Listeners {
  /** What came, live or by an answer of the log. */
  entered: (chatId: string, entries: Entry[]) => void;
  /** Entries are missing between what we hold and what came. */
  gap: (chatId: string) => void;
  /** The chat itself must be asked for: we do not hold it, or not all that we need of it. */
  refetch: (chatId: string) => void;
  /** A chat's local copy should be written down. */
  dirty: (chatId: string) => void;
}

const silent = () => {};
let me = '';
let listeners: Listeners = { entered: silent, gap: silent, refetch: silent, dirty: silent };

/**
 * Live entries of each chat that an answer under way may not know yet. Whatever REST brings is older than they are,
 * so they are applied again after it.
 */
const recent = new Map<string, Entry[]>();
const recentLimit = 300;

/** How far we have read since the start, by chat. Marks take no seq, so an answer may be older than the newest of them. */
const marks = new Map<string, number>();

/** Chats of another history (a restore took the server back): the next answer replaces them, whatever they hold. */
const stale = new Set<string>();
const outdated = Number.MAX_SAFE_INTEGER;

export function openCache(userId: string, wired: Partial<Listeners>): void {
  me = userId;
  listeners = { ...listeners, ...wired };
  recent.clear();
  marks.clear();
  stale.clear();
}

/** Nothing that is held counts any more. It stays on the screen until it is replaced, and must not hold a position back. */
export function outdate(chatIds: string[]): void {
  for (const chatId of chatIds) {
    recent.delete(chatId);
    marks.delete(chatId);
    stale.add(chatId);
    const log = getLog(chatId);
    if (log) setLog({ ...log, pos: outdated });
  }
}

export const isOutdated = (chatId: string) => getLog(chatId)?.pos === outdated;

export const myId = () => me;
export const getChats = (): Chats => queryClient.getQueryData<Chats>(chatsKey) ?? {};
export const getChat = (chatId: string): LocalChat | undefined => getChats()[chatId];
export const getLog = (chatId: string) => queryClient.getQueryData<ChatLog>(logKey(chatId));

/** Up to where nothing is missing, of the chat and of the window that is shown. */
export function position(chatId: string): number {
  return Math.min(getChat(chatId)?.pos ?? 0, getLog(chatId)?.pos ?? Number.POSITIVE_INFINITY);
}

/** The one way in: own sends, frames of the socket and entries of a log answer. */
export function enter({ chatId, entries, source, head }: Batch): void {
  // Also of a chat that is not here yet: the answer on its way may have been read before.
  if (source === 'live') remember(chatId, entries);
  const chat = getChat(chatId);
  if (chat === undefined) return listeners.refetch(chatId);

  const newer = source === 'rest' ? newerThan(chatId, head ?? position(chatId)) : [];

  let nextChat = entries.reduce((state, entry) => foldChat(state, entry, me, source), chat);
  nextChat = advance(newer.reduce((state, entry) => foldChat(state, entry, me, 'live'), nextChat), chatId, head);
  setChat(withMark(nextChat));

  const log = getLog(chatId);
  if (log !== undefined) {
    const folded = entries.reduce((state, entry) => foldLog(state, entry, me, source), log);
    setLog(advance(newer.reduce((state, entry) => foldLog(state, entry, me, 'live'), folded), chatId, head));
  }

  listeners.entered(chatId, entries);
  listeners.dirty(chatId);
  if (position(chatId) < (recent.get(chatId)?.at(-1)?.seq ?? 0)) listeners.gap(chatId);
}

/** A page of history: `at` is the position when it was asked for. Gives the window as it is now. */
export function refreshed(log: ChatLog, at: number): ChatLog {
  const folded = newerThan(log.chatId, at).reduce((state, entry) => foldLog(state, entry, me, 'live'), log);
  return advance(folded, log.chatId);
}

/** A chat as REST answers it. Its head is beyond what the window shows if that missed something. */
export function enterChat(answer: Chat): void {
  const before = stale.delete(answer.id) ? undefined : getChat(answer.id);
  // A read mark takes no seq: one that came as a frame meanwhile is not in an answer that was read before it.
  const fetched = { ...answer, othersReadSeq: Math.max(answer.othersReadSeq, before?.othersReadSeq ?? 0) };
  if (before !== undefined && before.pos >= before.lastSeq && before.lastSeq > advance({ pos: fetched.lastSeq }, fetched.id).pos) {
    // Read before entries that are in what we hold and cannot be applied again: only what takes no seq is news now.
    const { archived, pinned, mutedUntil, role, othersReadSeq } = fetched;
    setChat({ ...before, archived, pinned, mutedUntil, role, othersReadSeq });
    listeners.refetch(fetched.id);
    return;
  }
  const chat = newerThan(fetched.id, fetched.lastSeq).reduce((state, entry) => foldChat(state, entry, me, 'live'), { ...fetched, pos: fetched.lastSeq });
  setChat(withMark(advance(chat, fetched.id)));
  listeners.dirty(fetched.id);
  if (position(fetched.id) < fetched.lastSeq) listeners.gap(fetched.id);
}

export function updateChat(chatId: string, change: Partial<LocalChat>): void {
  const chat = getChat(chatId);
  if (chat === undefined) return;
  setChat({ ...chat, ...change });
  listeners.dirty(chatId);
}

/** Read marks take no seq and only move forward. */
export function enterRead(chatId: string, userId: string, seq: number): void {
  if (userId === me) marks.set(chatId, Math.max(seq, marks.get(chatId) ?? 0));
  const chat = getChat(chatId);
  if (chat === undefined) return;
  if (userId !== me) {
    if (seq > chat.othersReadSeq) updateChat(chatId, { othersReadSeq: seq });
    return;
  }
  if (seq <= chat.readSeq) return;
  const isCounted = ordinalAt(chat, seq, held(chat)) !== null;
  updateChat(chatId, isCounted ? withMark(chat) : { readSeq: seq });
  if (!isCounted) listeners.refetch(chatId);
}

function withMark(chat: LocalChat): LocalChat {
  if (chat.unread === 0 && (marks.get(chat.id) ?? 0) <= chat.readSeq) return chat;
  const all = held(chat);
  return overOwn(readUpTo(chat, marks.get(chat.id) ?? 0, all), all, me);
}

function held(chat: LocalChat): Held {
  const log = (!isOutdated(chat.id) && getLog(chat.id)) || null;
  const live = (recent.get(chat.id) ?? []).filter((entry): entry is MessageEntry => entry.type === 'message');
  return { log, messages: [...(log?.messages ?? []), ...live].concat(chat.lastMessage ?? []) };
}

export function dropChat(chatId: string): void {
  recent.delete(chatId);
  marks.delete(chatId);
  stale.delete(chatId);
  queryClient.setQueryData<Chats>(chatsKey, ({ [chatId]: _dropped, ...rest } = {}) => rest);
  queryClient.removeQueries({ queryKey: logKey(chatId) });
  listeners.dirty(chatId);
}

function setChat(chat: LocalChat): void {
  queryClient.setQueryData<Chats>(chatsKey, (chats) => ({ ...chats, [chat.id]: chat }));
}

export function setLog(log: ChatLog): void {
  queryClient.setQueryData<ChatLog>(logKey(log.chatId), log);
}

function remember(chatId: string, entries: Entry[]): void {
  const list = recent.get(chatId) ?? [];
  for (const entry of entries) {
    const index = indexOfSeq(list, entry.seq);
    if (list[index]?.seq !== entry.seq) list.splice(index, 0, entry);
  }
  recent.set(chatId, list.slice(-recentLimit));
}

function newerThan(chatId: string, seq: number): Entry[] {
  return (recent.get(chatId) ?? []).filter((entry) => entry.seq > seq);
}

/** Moves the position over what was given and over what had come ahead of it. */
function advance<T extends { pos: number }>(state: T, chatId: string, head = 0): T {
  let pos = Math.max(state.pos, head);
  for (const { seq } of newerThan(chatId, pos)) {
    if (seq !== pos + 1) break;
    pos = seq;
  }
  return pos === state.pos ? state : { ...state, pos };
}
