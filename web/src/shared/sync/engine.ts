import { api } from '../api';
import { queryClient } from '../queryClient';
import type { MeEntry } from '../types';
import { chatsKey, type Chats, enter, enterRead, getChat, getChats, myId, position } from './cache';
import { expireChats, refetchChat, refetchChats, reloadChat } from './chatSync';
import { clearServerState, db, type Marker } from './db';
import type { LocalChat } from './fold';
import type { Ready, ServerFrame } from './frames';
import { fetchGaps, openGaps } from './gap';
import { partDegraded, partRecovered, sawPresence, sawTyping, stoppedTyping, useLive } from './live';
import { closeOutbox, openOutbox } from './outbox';
import { stopPersisting } from './persist';
import { Sender } from './sender';
import { flushSignals, openSignals } from './signals';
import { Socket } from './socket';
import { Uploads } from './uploads';

const chatsInHello = 1000;

/** Everything that runs while somebody is signed in. */
export class Engine {
  private marker: Marker;
  private listed = false;
  private readonly socket: Socket;
  private readonly sender: Sender;
  private readonly uploads = new Uploads();
  private readonly ended = new AbortController();

  constructor(marker: Marker) {
    this.marker = marker;
    this.socket = new Socket({ hello: () => this.hello(), frame: (frame) => this.receive(frame), cut: () => this.sender.cut() });
    this.sender = new Sender((frame) => this.socket.send(frame));
    openSignals((frame) => this.socket.send(frame));
    openGaps({ tooLong: reloadChat, epoch: (epoch) => this.checkEpoch(epoch) });
  }

  start(): void {
    // Nothing to show yet: the list need not wait for the socket, which asks for it again.
    if (Object.keys(getChats()).length === 0) void refetchChats().catch(() => {});
    this.socket.start();
    void this.sendFromThisTab();
  }

  stop(): void {
    this.ended.abort();
    this.socket.stop();
    this.sender.stop();
    this.uploads.stop();
    closeOutbox();
    stopPersisting();
  }

  /** All tabs show the outbox, one sends it; when that one goes the next takes over. */
  private async sendFromThisTab(): Promise<void> {
    const { signal } = this.ended;
    await openOutbox(() => {});
    const work = async () => {
      if (signal.aborted) return;
      await openOutbox(() => this.pump());
      await new Promise((done) => signal.addEventListener('abort', done));
    };
    if ('locks' in navigator) await navigator.locks.request('bm-outbox', { signal }, work).catch(() => {});
    else await work();
  }

  private pump(): void {
    this.uploads.pump();
    this.sender.pump();
  }

  private hello(): Record<string, unknown> {
    const newest = Object.values(getChats()).sort((a, b) => activity(a) - activity(b)).slice(-chatsInHello);
    const have = Object.fromEntries(newest.map(({ id }) => [id, position(id)]));
    return { have, me: this.marker.meSeq, ...(this.marker.epoch !== null && { epoch: this.marker.epoch }) };
  }

  private receive(frame: ServerFrame): void {
    switch (frame.type) {
      case 'ready':
        return void this.ready(frame).catch(() => {
          // The next `ready` starts over.
        });
      case 'ack':
        this.sender.acknowledged(frame);
        return;
      case 'error':
        return this.sender.refused(frame);
      case 'message':
        stoppedTyping(frame.chatId, frame.senderId);
        return enter({ chatId: frame.chatId, entries: [frame], source: 'live' });
      case 'change':
        return enter({ chatId: frame.chatId, entries: [frame], source: 'live' });
      case 'read':
        return enterRead(frame.chatId, frame.userId, frame.seq);
      case 'typing':
        return sawTyping(frame.chatId, frame.userId);
      case 'presence':
        return sawPresence(frame.userId, { state: frame.state, lastSeen: frame.lastSeen ?? null });
      case 'me':
        return this.enterMe(frame);
      case 'degraded':
        return partDegraded(frame.part);
      case 'recovered':
        return partRecovered(frame.part);
    }
  }

  private async ready(ready: Ready): Promise<void> {
    useLive.setState({ degraded: [], typing: {} });
    expireChats();
    flushSignals();
    this.sender.pump();
    if (await this.changedEpoch(ready.epoch)) return;
    if (!this.listed) {
      await refetchChats();
      this.listed = true;
    } else if (ready.meHead > this.marker.meSeq) {
      await this.catchUpMe();
    }
    this.mark({ meSeq: Math.max(this.marker.meSeq, ready.meHead) });
    for (const chatId of ready.gone ?? []) void refetchChat(chatId);
    const behind = Object.entries(ready.behind ?? {});
    for (const [chatId, head] of behind) if (head < position(chatId)) await reloadChat(chatId);
    await fetchGaps(behind.filter(([chatId, head]) => head > position(chatId)).map(([chatId]) => chatId));
  }

  /** After a restore the server's past is another one: nothing that we hold of it counts. */
  private async changedEpoch(epoch: string): Promise<boolean> {
    const known = this.marker.epoch;
    if (known === null || known === epoch) {
      this.mark({ epoch });
      return false;
    }
    await clearServerState();
    queryClient.removeQueries({ queryKey: ['log'] });
    queryClient.setQueryData<Chats>(chatsKey, {});
    this.listed = false;
    this.mark({ epoch, meSeq: 0 });
    await refetchChats();
    this.listed = true;
    await queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'chats' });
    return true;
  }

  private checkEpoch(epoch: string): void {
    if (epoch && this.marker.epoch !== null && epoch !== this.marker.epoch) void this.changedEpoch(epoch);
  }

  private async catchUpMe(): Promise<void> {
    const log = await api.get<{ entries: MeEntry[] }>('/me/log', { since: this.marker.meSeq });
    for (const entry of log.entries) this.enterMe(entry);
  }

  private enterMe(entry: MeEntry): void {
    this.mark({ meSeq: Math.max(this.marker.meSeq, entry.seq) });
    const { chatId, data } = entry;
    if (entry.kind === 'settings') void queryClient.invalidateQueries({ queryKey: ['me'] });
    if (!chatId) return;
    if (entry.kind === 'read' && typeof data?.seq === 'number' && getChat(chatId)) enterRead(chatId, myId(), data.seq);
    else void refetchChat(chatId);
  }

  private mark(change: Partial<Marker>): void {
    this.marker = { ...this.marker, ...change };
    void db().then((database) => database.put('marker', this.marker));
  }
}

const activity = (chat: LocalChat) => Date.parse(chat.lastMessage?.at ?? chat.createdAt);
