import { enter, enterRead, getChats, myId, position } from './cache';
import { CatchUp } from './catchUp';
import { expireChats, openChats, refetchChats, reloadChat } from './chatSync';
import type { Marker } from './db';
import type { LocalChat } from './fold';
import type { Ready, ServerFrame } from './frames';
import { openGaps } from './gap';
import { partDegraded, partRecovered, sawPresence, sawTyping, stoppedTyping, useLive } from './live';
import { closeOutbox, openOutbox } from './outbox';
import { stopPersisting } from './persist';
import { Sender } from './sender';
import { confirmRead, flushSignals, openSignals } from './signals';
import { Socket } from './socket';
import { Uploads } from './uploads';

const chatsInHello = 1000;

/** Everything that runs while somebody is signed in. */
export class Engine {
  private readonly catchUp: CatchUp;
  private readonly socket: Socket;
  private readonly sender: Sender;
  private readonly uploads = new Uploads();
  private readonly ended = new AbortController();

  constructor(marker: Marker) {
    this.catchUp = new CatchUp(marker);
    this.socket = new Socket({ hello: () => this.hello(), frame: (frame) => this.receive(frame), cut: () => this.cut() });
    this.sender = new Sender((frame) => this.socket.send(frame));
    openSignals((frame) => this.socket.send(frame));
    const failed = () => this.catchUp.again();
    openGaps({ tooLong: reloadChat, epoch: (epoch) => this.catchUp.checkEpoch(epoch), failed });
    openChats({ missed: failed });
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
    this.catchUp.cut();
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

  private cut(): void {
    this.sender.cut();
    this.catchUp.cut();
  }

  private hello(): Record<string, unknown> {
    const newest = Object.values(getChats()).sort((a, b) => activity(a) - activity(b)).slice(-chatsInHello);
    const have = Object.fromEntries(newest.map(({ id }) => [id, position(id)]));
    return { have, ...this.catchUp.position() };
  }

  private receive(frame: ServerFrame): void {
    switch (frame.type) {
      case 'ready':
        return this.ready(frame);
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
        if (frame.userId === myId()) confirmRead(frame.chatId, frame.seq);
        return enterRead(frame.chatId, frame.userId, frame.seq);
      case 'typing':
        return sawTyping(frame.chatId, frame.userId);
      case 'presence':
        return sawPresence(frame.userId, { state: frame.state, lastSeen: frame.lastSeen ?? null });
      case 'me':
        return this.catchUp.enterMe(frame);
      case 'degraded':
        return partDegraded(frame.part);
      case 'recovered':
        return partRecovered(frame.part);
    }
  }

  private ready(ready: Ready): void {
    useLive.setState({ degraded: [], typing: {} });
    expireChats();
    this.catchUp.ready(ready);
    flushSignals();
    this.sender.pump();
  }
}

const activity = (chat: LocalChat) => Date.parse(chat.lastMessage?.at ?? chat.createdAt);
