import { expect, test } from 'vitest';
import type { ChatLog } from '@/shared/sync/fold';
import type { FileKind, FileView, Media, Message } from '@/shared/types';
import { joined, knownAround, type Shot } from './shots';

const file = (id: string, kind: FileKind = 'photo') => ({ id, kind, name: id, status: 'ready' }) as FileView;
const at = '2026-03-01T10:00:00Z';
const message = (seq: number, ...files: FileView[]) => ({ seq, at, files }) as Message;
const media = (seq: number, id: string): Media => ({ seq, at, senderId: 'ana', file: file(id) });
const shot = (seq: number, id: string): Shot => ({ seq, at, file: file(id) });
const names = (shots: Shot[]) => shots.map((each) => `${each.seq}${each.file.id}`);

const log = (change: Partial<ChatLog> = {}): ChatLog => ({
  chatId: 'chat',
  messages: [message(10), message(12, file('a'), file('paper', 'document'), file('film', 'video')), message(15, file('b'))],
  atStart: false,
  atEnd: false,
  pos: 20,
  ...change,
});

test('the conversation gives its pictures and films, and where to ask on', () => {
  const known = knownAround(log(), shot(12, 'a'));
  expect(names(known.shots)).toEqual(['12a', '12film', '15b']);
  expect(known).toMatchObject({ older: 9, newer: 16 });
});

test('nothing is asked for beyond the ends of the chat', () => {
  expect(knownAround(log({ atStart: true, atEnd: true }), shot(12, 'a'))).toMatchObject({ older: null, newer: null });
  const fromFirst = log({ messages: [message(1, file('a'))] });
  expect(knownAround(fromFirst, shot(1, 'a'))).toMatchObject({ older: null, newer: 2 });
});

test('what the conversation does not hold begins at its message, which may have more of them', () => {
  const start = shot(3, 'old');
  expect(knownAround(log(), start)).toEqual({ shots: [start], older: 3, newer: 4 });
  expect(knownAround(undefined, start)).toEqual({ shots: [start], older: 3, newer: 4 });
});

test('the same file in another message is another place', () => {
  const start = shot(3, 'a');
  expect(knownAround(log(), start).shots).toEqual([start]);
});

test('both ends join in the order of the chat, and of each message', () => {
  const older = [media(3, 'x'), media(3, 'start'), media(3, 'y'), media(2, 'first'), media(2, 'second')];
  expect(names(joined([shot(3, 'start')], older, [media(5, 'next'), media(6, 'last')]))).toEqual([
    '2first',
    '2second',
    '3x',
    '3start',
    '3y',
    '5next',
    '6last',
  ]);
  expect(names(joined([shot(3, 'start')], [], []))).toEqual(['3start']);
});
