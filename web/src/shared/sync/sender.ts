import type { Message } from '../types';
import { enter, myId } from './cache';
import type { Ack, ErrorFrame, SendFrame } from './frames';
import { failItem, removeItems, useOutbox } from './outbox';
import { isPassing, nextToSend, type OutboxItem } from './outboxModel';
import { viewOf } from './uploadModel';

/** A send is answered within 10 s; after that the same cid is sent again. */
const patience = 12_000;
const holdOff = 2_000;

/** Sends what is in the outbox, in order. Runs in one tab only. */
export class Sender {
  /** By chat: the item on its way. */
  private readonly inFlight = new Map<string, { item: OutboxItem; timer: ReturnType<typeof setTimeout> }>();
  /** By chat: the server asked to wait. */
  private readonly held = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly send: (frame: SendFrame) => boolean;

  constructor(send: (frame: SendFrame) => boolean) {
    this.send = send;
  }

  pump(): void {
    const { items, uploads } = useOutbox.getState();
    const isReady = (id: string) => uploads[id]?.view !== undefined;
    const isHeld = (chatId: string) => this.inFlight.has(chatId) || this.held.has(chatId);
    for (const item of nextToSend(items, isReady, isHeld)) {
      if (!this.send(toFrame(item))) return;
      const timer = setTimeout(() => this.release(item.chatId), patience);
      this.inFlight.set(item.chatId, { item, timer });
    }
  }

  /** The connection is gone and with it every answer; what was on its way is sent again on the next one. */
  cut(): void {
    for (const { timer } of this.inFlight.values()) clearTimeout(timer);
    this.inFlight.clear();
  }

  stop(): void {
    this.cut();
    for (const timer of this.held.values()) clearTimeout(timer);
    this.held.clear();
  }

  /** True when the answer was for something that this tab sent. */
  acknowledged(ack: Ack): boolean {
    const item = useOutbox.getState().items.find(({ cid }) => cid === ack.cid);
    if (item === undefined) return false;
    enter({ chatId: ack.chatId, entries: [{ type: 'message', ...toMessage(item, ack) }], source: 'live' });
    void removeItems([ack.cid]);
    this.release(ack.chatId);
    return true;
  }

  refused(error: ErrorFrame): void {
    const chatId = this.chatOf(error.cid);
    if (chatId === undefined) return;
    if (!isPassing(error.code)) {
      void failItem(error.cid!, { code: error.code, detail: error.detail }).then(() => this.release(chatId));
      return;
    }
    clearTimeout(this.inFlight.get(chatId)?.timer);
    this.inFlight.delete(chatId);
    clearTimeout(this.held.get(chatId));
    const ms = error.retryAfter ? error.retryAfter * 1000 : holdOff;
    this.held.set(chatId, setTimeout(() => this.release(chatId), ms));
  }

  private chatOf(cid: string | null | undefined): string | undefined {
    return [...this.inFlight].find(([, { item }]) => item.cid === cid)?.[0];
  }

  private release(chatId: string): void {
    clearTimeout(this.inFlight.get(chatId)?.timer);
    clearTimeout(this.held.get(chatId));
    this.inFlight.delete(chatId);
    this.held.delete(chatId);
    this.pump();
  }
}

function filesOf(item: OutboxItem) {
  const { uploads } = useOutbox.getState();
  return item.uploadIds.flatMap((id) => (uploads[id] ? [viewOf(uploads[id])] : []));
}

function toFrame(item: OutboxItem): SendFrame {
  const fileIds = filesOf(item).map((file) => file.id);
  return {
    type: 'send',
    cid: item.cid,
    chatId: item.chatId,
    text: item.text,
    ...(item.replyTo !== undefined && { replyTo: item.replyTo }),
    ...(fileIds.length > 0 && { fileIds }),
  };
}

function toMessage(item: OutboxItem, ack: Ack): Message {
  const { chatId, cid, text, replyTo } = item;
  const { seq, ordinal, at } = ack;
  return { chatId, cid, text, replyTo: replyTo ?? null, seq, ordinal, at, senderId: myId(), files: filesOf(item), reactions: [] };
}
