import type { Change, Chat, Entry, FileView, Message, Reaction } from '../types';

/** A chat as this client holds it. All entries of its log up to `pos` are in it, and in its window. */
export type LocalChat = Chat & { pos: number };

/** A window of a chat's history: without holes from its first to its last message. */
export interface ChatLog {
  chatId: string;
  /** In rising seq; deleted ones stay in their place. */
  messages: Message[];
  /** Nothing that one may see lies before the first. */
  atStart: boolean;
  /** Nothing lies after the last, so what is new belongs at the end. */
  atEnd: boolean;
  pos: number;
}

/** `live` frames show a message as it was when sent, answers of REST as it is now. */
export type Source = 'live' | 'rest';

export function foldLog(log: ChatLog, entry: Entry, me: string, source: Source): ChatLog {
  if (entry.type === 'message') return placeMessage(log, toMessage(entry), source);
  if (entry.targetSeq === null || entry.targetSeq === undefined) return log;
  const index = indexOfSeq(log.messages, entry.targetSeq);
  const message = log.messages[index];
  if (message?.seq !== entry.targetSeq) return log;
  const changed = applyChange(message, entry, me);
  return changed === message ? log : { ...log, messages: log.messages.with(index, changed) };
}

export function foldChat(chat: LocalChat, entry: Entry, me: string, source: Source): LocalChat {
  const lastSeq = Math.max(chat.lastSeq, entry.seq);
  const next = entry.type === 'message' ? foldMessage(chat, toMessage(entry), me, source) : foldChange(chat, entry, me);
  return next.lastSeq === lastSeq ? next : { ...next, lastSeq };
}

function foldMessage(chat: LocalChat, message: Message, me: string, source: Source): LocalChat {
  const last = chat.lastMessage?.seq ?? 0;
  if (message.seq < last || (message.seq === last && source === 'live')) return chat;
  const added = Math.max(0, message.ordinal - chat.messageCount);
  // The server moves the sender's mark with the message when nothing before it was unread.
  const readsItself = added === 1 && message.senderId === me && chat.unread === 0;
  // A mark of another device may come before the messages that it covers.
  const isRead = readsItself || message.seq <= chat.readSeq;
  return {
    ...chat,
    lastMessage: message,
    messageCount: chat.messageCount + added,
    unread: isRead ? chat.unread : chat.unread + added,
    readSeq: readsItself ? Math.max(message.seq, chat.readSeq) : chat.readSeq,
  };
}

function foldChange(chat: LocalChat, change: Change, me: string): LocalChat {
  if (change.data && change.kind === 'chat') {
    const { name, photoFileId: photo, photoRemoved, handle, isPublic, historyForNewMembers } = change.data as Partial<Chat> & { photoRemoved?: boolean };
    const known = { name, photoFileId: photoRemoved ? null : photo, handle, isPublic, historyForNewMembers };
    return { ...chat, ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) };
  }
  const last = chat.lastMessage;
  if (!last || change.targetSeq !== last.seq) return chat;
  return { ...chat, lastMessage: applyChange(last, change, me) };
}

/** Data holds resulting values, so a change may be applied twice, or over a message that already shows it. */
export function applyChange(message: Message, change: Change, me: string): Message {
  const data = change.data;
  if (!data) return message;
  switch (change.kind) {
    case 'edit':
      if (message.deletedAt || typeof data.text !== 'string') return message;
      return { ...message, text: data.text, editedAt: (data.editedAt as string | undefined) ?? change.at };
    case 'delete':
      return { ...message, text: '', files: [], reactions: [], deletedAt: message.deletedAt ?? change.at };
    case 'reaction':
      if (message.deletedAt) return message;
      return { ...message, reactions: react(message.reactions, data, change.actorId === me) };
    default:
      return message;
  }
}

function react(reactions: Reaction[], data: Record<string, unknown>, byMe: boolean): Reaction[] {
  const { emoji, count, on } = data as { emoji: string; count: number; on: boolean };
  const before = reactions.find((reaction) => reaction.emoji === emoji);
  const after = { emoji, count, mine: byMe ? on : (before?.mine ?? false) };
  if (count <= 0) return reactions.filter((reaction) => reaction.emoji !== emoji);
  return before ? reactions.map((reaction) => (reaction === before ? after : reaction)) : [...reactions, after];
}

function placeMessage(log: ChatLog, message: Message, source: Source): ChatLog {
  const index = indexOfSeq(log.messages, message.seq);
  const there = log.messages[index];
  if (there?.seq === message.seq) {
    return source === 'live' ? log : { ...log, messages: log.messages.with(index, message) };
  }
  const isInside = index > 0 && index < log.messages.length;
  const isAfter = index === log.messages.length && log.atEnd;
  if (!isInside && !isAfter) return log;
  return { ...log, messages: log.messages.toSpliced(index, 0, message) };
}

/** Where a message with this seq is, or would have to go. */
export function indexOfSeq(messages: readonly { seq: number }[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (messages[middle]!.seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Frames leave out what is empty. */
export function toMessage(entry: Partial<Message> & Pick<Message, 'chatId' | 'seq' | 'senderId' | 'cid' | 'at'>): Message {
  const { type: _type, ...message } = entry as Message & { type?: string };
  return {
    ...message,
    ordinal: entry.ordinal ?? 0,
    text: entry.text ?? '',
    files: entry.files ?? ([] as FileView[]),
    reactions: entry.reactions ?? [],
  };
}
