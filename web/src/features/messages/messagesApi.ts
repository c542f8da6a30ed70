import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api } from '@/shared/api';
import { useChat } from '@/shared/chats';
import { useSession } from '@/shared/session';
import { getLog, logKey, setLog } from '@/shared/sync/cache';
import { freshenChat, reloadChat } from '@/shared/sync/chatSync';
import { type ChatLog, indexOfSeq } from '@/shared/sync/fold';
import { jumpTo, openWindow } from '@/shared/sync/history';
import { useLive } from '@/shared/sync/live';
import { useOutbox } from '@/shared/sync/outbox';
import { sendState } from '@/shared/sync/outboxModel';
import { viewOf } from '@/shared/sync/uploadModel';
import type { Message, Page, Reader } from '@/shared/types';
import { useToastProblem } from '@/shared/ui/Toast';
import { buildRows, type Row } from './rows';

/**
 * The window of history that is shown; with each connection the chat's read marks are asked for again, once somebody looks:
 * after a restart of the server all devices are back at once, most of them unseen.
 */
export function useWindow(chatId: string) {
  const isLive = useLive(({ status }) => status === 'live');
  useEffect(() => {
    if (!isLive) return;
    const look = () => {
      if (document.visibilityState === 'visible') void freshenChat(chatId).catch(() => {});
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [chatId, isLive]);
  return useQuery({ queryKey: logKey(chatId), queryFn: () => openWindow(chatId) });
}

export function useJump(chatId: string) {
  const toastProblem = useToastProblem();
  return useMutation({ mutationFn: (seq: number) => jumpTo(chatId, seq), onError: toastProblem });
}

export function useRows(chatId: string, log: ChatLog | undefined, unreadAfter: number | null): Row[] {
  const me = useSession((session) => session.user!.id);
  const othersReadSeq = useChat(chatId)?.othersReadSeq ?? 0;
  const items = useOutbox((outbox) => outbox.items);
  const uploads = useOutbox((outbox) => outbox.uploads);
  return useMemo(() => {
    if (log === undefined) return [];
    const isReady = (id: string) => uploads[id]?.view !== undefined;
    const pending = items
      .filter((item) => item.chatId === chatId && log.atEnd)
      .map((item) => ({
        item,
        state: sendState(item, isReady),
        files: item.uploadIds.flatMap((id) => (uploads[id] ? [viewOf(uploads[id])] : [])),
      }));
    return buildRows({ messages: log.messages, pending, me, othersReadSeq, unreadAfter, atStart: log.atStart });
  }, [chatId, log, items, uploads, me, othersReadSeq, unreadAfter]);
}

/** The message that another one answers: from the window, else from the server. */
export function useMessage(chatId: string, seq: number | null | undefined): Message | null | undefined {
  const inWindow = useQuery({
    queryKey: logKey(chatId),
    queryFn: () => openWindow(chatId),
    enabled: false,
    select: (log: ChatLog) => log.messages[indexOfSeq(log.messages, seq ?? 0)],
  }).data;
  const here = inWindow?.seq === seq ? inWindow : undefined;
  const fetched = useQuery({
    queryKey: ['message', chatId, seq],
    queryFn: async () => {
      const page = await api.get<Page<Message>>(`/chats/${chatId}/messages`, { around: seq, limit: 1 });
      return page.items.find((message) => message.seq === seq) ?? null;
    },
    enabled: Boolean(seq) && here === undefined,
    staleTime: 5 * 60_000,
  }).data;
  return here ?? fetched;
}

interface Shown {
  chatId: string;
  seq: number;
}

/** Shows the change at once; when the server refuses, the message is as it was. */
function useMessageChange<T extends Shown>(work: (change: T) => Promise<unknown>, shown: (message: Message, change: T) => Message) {
  const toastProblem = useToastProblem();
  return useMutation({
    mutationFn: work,
    onMutate: (change) => replaceMessage(change, (message) => shown(message, change)),
    onError: (error, change, replaced) => {
      if (replaced) takeBack(change, replaced);
      toastProblem(error);
    },
  });
}

interface Replaced {
  before: Message;
  after: Message;
}

function replaceMessage({ chatId, seq }: Shown, change: (message: Message) => Message): Replaced | undefined {
  const log = getLog(chatId);
  if (log === undefined) return undefined;
  const index = indexOfSeq(log.messages, seq);
  const before = log.messages[index];
  if (before?.seq !== seq) return undefined;
  const after = change(before);
  setLog({ ...log, messages: log.messages.with(index, after) });
  return { before, after };
}

/** When the log has changed the message meanwhile, perhaps by what failed only for us, only the server knows how it is. */
function takeBack(change: Shown, { before, after }: Replaced): void {
  const now = replaceMessage(change, (message) => (message === after ? before : message));
  if (now && now.before !== after) void reloadChat(change.chatId).catch(() => {});
}

const path = ({ chatId, seq }: Shown) => `/chats/${chatId}/messages/${seq}`;

export function useEditMessage() {
  return useMessageChange<Shown & { text: string }>(
    (change) => api.patch(path(change), { text: change.text }),
    (message, { text }) => ({ ...message, text, editedAt: message.editedAt ?? new Date().toISOString() }),
  );
}

export function useDeleteMessage() {
  return useMessageChange<Shown>(
    (change) => api.delete(path(change)),
    (message) => ({ ...message, text: '', files: [], reactions: [], deletedAt: new Date().toISOString() }),
  );
}

export function useReact() {
  return useMessageChange<Shown & { emoji: string; on: boolean }>(
    (change) => {
      const address = `${path(change)}/reactions/${encodeURIComponent(change.emoji)}`;
      return change.on ? api.put(address) : api.delete(address);
    },
    (message, { emoji, on }) => ({ ...message, reactions: toggled(message.reactions, emoji, on) }),
  );
}

function toggled(reactions: Message['reactions'], emoji: string, on: boolean): Message['reactions'] {
  const before = reactions.find((reaction) => reaction.emoji === emoji);
  if (before === undefined) return on ? [...reactions, { emoji, count: 1, mine: true }] : reactions;
  if (before.mine === on) return reactions;
  const count = before.count + (on ? 1 : -1);
  return reactions.flatMap((reaction) => (reaction !== before ? [reaction] : count > 0 ? [{ emoji, count, mine: on }] : []));
}

/** Ids of those who have read it. */
export function useReaders(chatId: string, seq: number) {
  return useQuery({
    queryKey: ['readers', chatId, seq],
    queryFn: ({ signal }) => api.get<Reader[]>(`${path({ chatId, seq })}/readers`, {}, signal),
    staleTime: 0,
  });
}
