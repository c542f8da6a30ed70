import type { OutboxItem, SendState } from '@/shared/sync/outboxModel';
import { dayOf } from '@/shared/time';
import type { FileView, Message } from '@/shared/types';

export type MessageState = SendState | 'sent' | 'read';

/** A message as one row of the list; what stands between messages belongs to the row below it. */
export interface Row {
  /** Stays when an unsent message becomes a stored one. */
  key: string;
  message: Message;
  own: boolean;
  state: MessageState;
  /** Of an unsent one: its files under way. */
  uploadIds: string[];
  /** Starts a day. */
  newDay: boolean;
  /** The first that was unread when the chat was opened. */
  firstUnread: boolean;
  /** First and last of a group by one person within a few minutes. */
  first: boolean;
  last: boolean;
}

export interface Pending {
  item: OutboxItem;
  state: SendState;
  files: FileView[];
}

interface Input {
  messages: readonly Message[];
  pending: readonly Pending[];
  me: string;
  othersReadSeq: number;
  /** Everything above was unread; null when nothing was. */
  unreadAfter: number | null;
  /** Nothing lies before the first message. */
  atStart: boolean;
}

const together = 5 * 60_000;

export function buildRows({ messages, pending, me, othersReadSeq, unreadAfter, atStart }: Input): Row[] {
  const stored = new Set(messages.slice(-200).map((message) => message.cid));
  const rows = [
    ...messages.map((message) => storedRow(message, me, othersReadSeq)),
    ...pending.filter(({ item }) => !stored.has(item.cid)).map((unsent) => pendingRow(unsent, me)),
  ];
  let unreadSeen = unreadAfter === null;
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    row.newDay = before === undefined || dayOf(before.message.at) !== dayOf(row.message.at);
    if (!unreadSeen && row.message.seq > unreadAfter! && !row.own) row.firstUnread = unreadSeen = true;
    row.first = row.newDay || row.firstUnread || !belongs(before!, row);
    if (before !== undefined) before.last = row.first;
  }
  // What comes before the first one is not known yet, so it only serves to draw the second; else the page before
  // would change its height when it arrives.
  return atStart ? rows : rows.slice(1);
}

function belongs(before: Row, row: Row): boolean {
  return (
    before.message.senderId === row.message.senderId &&
    Date.parse(row.message.at) - Date.parse(before.message.at) < together
  );
}

function storedRow(message: Message, me: string, othersReadSeq: number): Row {
  const own = message.senderId === me;
  return {
    key: own ? message.cid : String(message.seq),
    message,
    own,
    state: own && message.seq <= othersReadSeq ? 'read' : 'sent',
    uploadIds: [],
    newDay: false,
    firstUnread: false,
    first: true,
    last: true,
  };
}

function pendingRow({ item, state, files }: Pending, me: string): Row {
  const { cid, chatId, text, at, replyTo } = item;
  const message: Message = {
    chatId,
    cid,
    text,
    at,
    replyTo: replyTo ?? null,
    seq: Number.MAX_SAFE_INTEGER,
    ordinal: 0,
    senderId: me,
    files,
    reactions: [],
  };
  return { ...storedRow(message, me, 0), state, uploadIds: item.uploadIds };
}

/** Whether older messages were put before the ones that were there. */
export function isPrepend(before: readonly Row[], after: readonly Row[]): boolean {
  const first = before[0];
  if (first === undefined || after.length <= before.length || after[0]!.key === first.key) return false;
  const expected = after[after.length - before.length];
  return expected?.key === first.key || after.some((row) => row.key === first.key);
}
