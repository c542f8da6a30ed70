import { expect, test } from 'vitest';
import type { OutboxItem } from '@/shared/sync/outboxModel';
import type { Message } from '@/shared/types';
import { buildRows, isPrepend } from './rows';

const message = (seq: number, senderId: string, at: string): Message => ({
  chatId: 'c',
  seq,
  ordinal: seq,
  senderId,
  cid: `cid-${seq}`,
  text: 'text',
  at,
  files: [],
  reactions: [],
});
const build = (messages: Message[], more: Partial<Parameters<typeof buildRows>[0]> = {}) =>
  buildRows({ messages, pending: [], me: 'me', othersReadSeq: 0, unreadAfter: null, atStart: true, ...more });

test('messages of one person within minutes make a group, a pause or another person ends it', () => {
  const rows = build([
    message(1, 'ana', '2026-01-01T10:00:00Z'),
    message(2, 'ana', '2026-01-01T10:02:00Z'),
    message(3, 'ana', '2026-01-01T10:30:00Z'),
    message(4, 'me', '2026-01-01T10:30:10Z'),
  ]);
  expect(rows.map(({ first, last }) => [first, last])).toEqual([[true, false], [false, true], [true, true], [true, true]]);
});

test('each day is marked once', () => {
  const rows = build([
    message(1, 'ana', '2026-01-01T12:00:00Z'),
    message(2, 'ana', '2026-01-01T12:01:00Z'),
    message(3, 'ana', '2026-01-03T12:00:00Z'),
  ]);
  expect(rows.map((row) => row.newDay)).toEqual([true, false, true]);
});

test('the mark of the unread stands before the first message of others', () => {
  const rows = build([message(1, 'ana', '2026-01-01T12:00:00Z'), message(2, 'me', '2026-01-01T12:00:01Z'), message(3, 'ana', '2026-01-01T12:00:02Z'), message(4, 'ana', '2026-01-01T12:00:03Z')], { unreadAfter: 1 });
  expect(rows.map((row) => row.firstUnread)).toEqual([false, false, true, false]);
});

test('read marks of others turn sent into read', () => {
  const rows = build([message(1, 'me', '2026-01-01T12:00:00Z'), message(2, 'me', '2026-01-01T12:00:01Z')], { othersReadSeq: 1 });
  expect(rows.map((row) => row.state)).toEqual(['read', 'sent']);
});

test('an unsent message stands at the end, keeps its key when stored and is never there twice', () => {
  const item: OutboxItem = { cid: 'cid-2', chatId: 'c', order: 1, text: 'text', at: '2026-01-01T12:00:01Z', uploadIds: [] };
  const pending = [{ item, state: 'sending' as const, files: [] }];
  const before = build([message(1, 'ana', '2026-01-01T12:00:00Z')], { pending });
  const after = build([message(1, 'ana', '2026-01-01T12:00:00Z'), message(2, 'me', '2026-01-01T12:00:01Z')], { pending });
  expect(before.map((row) => row.key)).toEqual(after.map((row) => row.key));
  expect(before.at(-1)!.state).toBe('sending');
  expect(after.at(-1)!.state).toBe('sent');
});

test('while older ones may come, the first only serves to draw the second', () => {
  const messages = [message(1, 'ana', '2026-01-01T12:00:00Z'), message(2, 'ana', '2026-01-01T12:00:01Z')];
  const rows = build(messages, { atStart: false });
  expect(rows.map((row) => [row.message.seq, row.first, row.newDay])).toEqual([[2, false, false]]);
});

test('older messages are told from newer ones', () => {
  const at = '2026-01-01T12:00:00Z';
  const some = build([message(5, 'ana', at), message(6, 'ana', at)]);
  expect(isPrepend(some, build([message(3, 'ana', at), message(4, 'ana', at), message(5, 'ana', at), message(6, 'ana', at)]))).toBe(true);
  expect(isPrepend(some, build([message(4, 'ana', at), message(5, 'ana', at), message(6, 'ana', at), message(7, 'ana', at)]))).toBe(true);
  expect(isPrepend(some, build([message(5, 'ana', at), message(6, 'ana', at), message(7, 'ana', at)]))).toBe(false);
  expect(isPrepend(some, build([message(50, 'ana', at), message(51, 'ana', at), message(52, 'ana', at)]))).toBe(false);
});
