import { create } from 'zustand';
import type { Status } from './socketMachine';

/** What is true only now: nothing of it is kept. */
interface Live {
  status: Status;
  wasLive: boolean;
  /** Server parts that say of themselves that they do not work. */
  degraded: string[];
  presence: Record<string, Presence>;
  /** By chat: who is writing. */
  typing: Record<string, string[]>;
}

export interface Presence {
  state: string;
  lastSeen?: string | null;
}

export const useLive = create<Live>(() => ({ status: 'stopped', wasLive: false, degraded: [], presence: {}, typing: {} }));

const typingLapse = 6_000;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function sawTyping(chatId: string, userId: string): void {
  const key = `${chatId} ${userId}`;
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(() => stoppedTyping(chatId, userId), typingLapse));
  const writing = useLive.getState().typing[chatId] ?? [];
  if (!writing.includes(userId)) setTyping(chatId, [...writing, userId]);
}

export function stoppedTyping(chatId: string, userId: string): void {
  const key = `${chatId} ${userId}`;
  clearTimeout(timers.get(key));
  timers.delete(key);
  const writing = useLive.getState().typing[chatId];
  if (writing?.includes(userId)) setTyping(chatId, writing.filter((id) => id !== userId));
}

function setTyping(chatId: string, userIds: string[]): void {
  useLive.setState(({ typing }) => ({ typing: { ...typing, [chatId]: userIds } }));
}

export function sawPresence(userId: string, presence: Presence): void {
  useLive.setState((state) => ({ presence: { ...state.presence, [userId]: presence } }));
}

export function partDegraded(part: string): void {
  useLive.setState(({ degraded }) => ({ degraded: [...new Set([...degraded, part])] }));
}

export function partRecovered(part: string): void {
  useLive.setState(({ degraded }) => ({ degraded: degraded.filter((name) => name !== part) }));
}
