import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChatModel } from '@/test/chatModel';
import { queryClient } from '../queryClient';
import { enterChat, getLog, openCache, setLog } from './cache';
import { db } from './db';
import type { SendFrame } from './frames';
import { closeOutbox, failItem, openOutbox, queueMessage, removeItems, retryItem, useOutbox } from './outbox';
import { nextToSend, type OutboxItem, sendState } from './outboxModel';
import { Sender } from './sender';
import { viewOf } from './uploadModel';
import { changeUpload } from './uploadStore';

let sent: SendFrame[];
let online: boolean;
let sender: Sender;

beforeEach(async () => {
  const database = await db();
  await Promise.all([database.clear('outbox'), database.clear('uploads'), database.clear('uploadStates')]);
  queryClient.clear();
  openCache('me', {});
  sent = [];
  online = true;
  sender = new Sender((frame) => online && sent.push(frame) > 0);
  await openOutbox(() => sender.pump());
});

afterEach(() => {
  sender.stop();
  closeOutbox();
  vi.useRealTimers();
});

const at = '2026-01-01T00:00:00Z';
const ack = (frame: SendFrame, seq: number) => sender.acknowledged({ type: 'ack', cid: frame.cid, chatId: frame.chatId, seq, ordinal: seq, at });
const texts = () => useOutbox.getState().items.map((item) => item.text);

test('messages of a chat go one after the other, those of another beside them', async () => {
  await queueMessage({ chatId: 'a', text: 'one' });
  await queueMessage({ chatId: 'a', text: 'two' });
  await queueMessage({ chatId: 'b', text: 'three' });
  expect(sent.map((frame) => frame.text)).toEqual(['one', 'three']);
  ack(sent[0]!, 1);
  expect(sent.map((frame) => frame.text)).toEqual(['one', 'three', 'two']);
});

test('what is unsent is there after a reload and keeps its cid', async () => {
  online = false;
  const cid = await queueMessage({ chatId: 'a', text: 'kept', replyTo: 4 });
  closeOutbox();
  expect(texts()).toEqual([]);
  online = true;
  await openOutbox(() => sender.pump());
  expect(sent).toEqual([{ type: 'send', cid, chatId: 'a', text: 'kept', replyTo: 4 }]);
});

test('a page asks before it is left while what was queued is not on disk yet', async () => {
  const isHeld = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
  const queued = queueMessage({ chatId: 'a', text: 'not yet' });
  expect([texts(), isHeld()]).toEqual([['not yet'], true]);
  await queued;
  expect(isHeld()).toBe(false);
});

test('what the browser does not take is refused and shown no longer', async () => {
  const full = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  });
  await expect(queueMessage({ chatId: 'a', text: 'no room' })).rejects.toMatchObject({ code: 'not_kept' });
  expect(texts()).toEqual([]);
  full.mockRestore();
  await queueMessage({ chatId: 'a', text: 'with room' });
  expect(sent.map((frame) => frame.text)).toEqual(['with room']);
});

test('a message whose files the server no longer knows sends them anew', async () => {
  const upload = { id: 'u', blob: new Blob(['x']), name: 'x', contentType: 'text/plain', kind: 'document' as const };
  const cid = await queueMessage({ chatId: 'a', text: 'late', uploads: [upload] });
  await changeUpload('u', { sha256: 'ab12', fileId: 'gone', view: { ...viewOf({ ...upload, cid }), id: 'gone' } });
  expect(sent).toMatchObject([{ fileIds: ['gone'] }]);
  await failItem(cid, { code: 'validation', detail: '' });
  await retryItem(cid);
  expect(useOutbox.getState().items).toMatchObject([{ cid, failed: undefined }]);
  expect(useOutbox.getState().uploads.u).toMatchObject({ sha256: 'ab12', view: undefined, fileId: undefined });
});

test('an acknowledged message is in the conversation and no longer in the outbox', async () => {
  const model = new ChatModel();
  enterChat({ ...model.chat(), id: 'chat' });
  setLog({ chatId: 'chat', messages: [], atStart: true, atEnd: true, pos: 0 });
  await queueMessage({ chatId: 'chat', text: 'mine' });
  ack(sent[0]!, 1);
  expect(getLog('chat')!.messages).toMatchObject([{ text: 'mine', senderId: 'me', seq: 1, cid: sent[0]!.cid }]);
  expect(texts()).toEqual([]);
  await vi.waitFor(async () => expect(await (await db()).count('outbox')).toBe(0));
});

test('after a cut the same cid is sent again', async () => {
  await queueMessage({ chatId: 'a', text: 'one' });
  sender.cut();
  sender.pump();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
});

test('no answer within its time: the same again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await queueMessage({ chatId: 'a', text: 'one' });
  vi.advanceTimersByTime(12_000);
  expect(sent).toHaveLength(2);
});

test('a busy server is given the time it asks for, and nothing overtakes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await queueMessage({ chatId: 'a', text: 'one' });
  sender.refused({ type: 'error', cid: sent[0]!.cid, code: 'busy', detail: '', retryAfter: 3 });
  await queueMessage({ chatId: 'a', text: 'two' });
  vi.advanceTimersByTime(2_900);
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(200);
  expect(sent.map((frame) => frame.text)).toEqual(['one', 'one']);
});

test('a refusal marks the message, lets the next pass, and a retry keeps the cid', async () => {
  const cid = await queueMessage({ chatId: 'a', text: 'one' });
  await queueMessage({ chatId: 'a', text: 'two' });
  sender.refused({ type: 'error', cid, code: 'forbidden', detail: 'You may not write here.' });
  await vi.waitFor(() => expect(sent.map((frame) => frame.text)).toEqual(['one', 'two']));
  expect(useOutbox.getState().items[0]!.failed).toEqual({ code: 'forbidden', detail: 'You may not write here.' });
  ack(sent[1]!, 1);
  await retryItem(cid);
  expect(sent.at(-1)).toMatchObject({ cid, text: 'one' });
});

test('a discarded message is not sent', async () => {
  online = false;
  const cid = await queueMessage({ chatId: 'a', text: 'no' });
  await removeItems([cid]);
  online = true;
  sender.pump();
  expect(sent).toEqual([]);
  expect(await (await db()).count('outbox')).toBe(0);
});

test('a message waits for its files, later ones do not', async () => {
  const blob = new Blob(['x']);
  const upload = { id: 'u', blob, name: 'x', contentType: 'text/plain', kind: 'document' as const };
  await queueMessage({ chatId: 'a', text: 'with file', uploads: [upload] });
  await queueMessage({ chatId: 'a', text: 'plain' });
  expect(sent.map((frame) => frame.text)).toEqual(['plain']);
  const stored = await (await db()).get('uploads', 'u');
  expect(stored).toMatchObject({ cid: useOutbox.getState().items[0]!.cid, name: 'x' });
});

test('files that become ready in any order go in the order they were chosen in', async () => {
  const upload = (id: string) => ({ id, blob: new Blob([id]), name: id, contentType: 'text/plain', kind: 'document' as const });
  const view = (id: string) => ({ view: { ...viewOf({ ...upload(id), cid: '' }), id: `file-${id}` } });
  await queueMessage({ chatId: 'a', text: '', uploads: ['one', 'two', 'three'].map(upload) });
  for (const id of ['three', 'one', 'two']) {
    expect(sent).toEqual([]);
    await changeUpload(id, view(id));
  }
  expect(sent).toMatchObject([{ fileIds: ['file-one', 'file-two', 'file-three'] }]);
});

test('what another tab changed is shown here', async () => {
  const other = new BroadcastChannel('bm-outbox');
  const item: OutboxItem = { cid: 'x', chatId: 'a', order: 1, text: 'from the other tab', at, uploadIds: [] };
  online = false;
  await (await db()).put('outbox', item);
  other.postMessage({ type: 'changed' });
  await vi.waitFor(() => expect(texts()).toEqual(['from the other tab']));
  await failItem('x', { code: 'forbidden', detail: '' });
  other.close();
});

test('the state of a message follows from its files and its failure', () => {
  const item: OutboxItem = { cid: 'x', chatId: 'a', order: 1, text: '', at, uploadIds: ['u'] };
  expect(sendState(item, () => false)).toBe('uploading');
  expect(sendState(item, () => true)).toBe('sending');
  expect(sendState({ ...item, failed: { code: 'x', detail: '' } }, () => true)).toBe('failed');
  expect(nextToSend([item], () => true, (chatId) => chatId === 'a')).toEqual([]);
});
