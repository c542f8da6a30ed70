import { Problem } from '../problem';
import { accessToken, refresh, signedOut, tokenLifetime } from '../session';
import type { ClientFrame, ServerFrame } from './frames';
import { useLive } from './live';
import { type Effect, type Event, initial, type State, step } from './socketMachine';

const pingEvery = 20_000;
const patience = 20_000;
const renewBefore = 60_000;
/** The system says that the network went; a server on this machine may still be there. */
const probeFor = 3_000;

export interface Handlers {
  /** What the first frame says besides the token. */
  hello: () => Record<string, unknown>;
  frame: (frame: ServerFrame) => void;
  /** After a live connection ended: nothing under way will be answered on it. */
  cut: () => void;
}

/** Drives one WebSocket by the machine. */
export class Socket {
  private state: State = initial;
  private socket: WebSocket | null = null;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private beatTimer: ReturnType<typeof setInterval> | undefined;
  private lastHeard = 0;
  private renewing = false;
  private readonly handlers: Handlers;

  constructor(handlers: Handlers) {
    this.handlers = handlers;
  }

  start(): void {
    addEventListener('online', this.onOnline);
    addEventListener('offline', this.onOffline);
    this.on({ type: 'start' });
  }

  stop(): void {
    removeEventListener('online', this.onOnline);
    removeEventListener('offline', this.onOffline);
    this.on({ type: 'stop' });
  }

  get live(): boolean {
    return this.state.status === 'live';
  }

  /** False when there is no live connection; the caller keeps what it wanted to say. */
  send(frame: ClientFrame): boolean {
    if (!this.live) return false;
    this.socket!.send(JSON.stringify(frame));
    return true;
  }

  private readonly onOnline = () => this.on({ type: 'online' });

  private readonly onOffline = () => {
    const asked = Date.now();
    const { socket } = this;
    this.send({ type: 'ping' });
    setTimeout(() => {
      if (socket !== null && socket === this.socket && this.lastHeard < asked) this.lost();
    }, probeFor);
  };

  private on(event: Event): void {
    const wasLive = this.live;
    const [next, effects] = step(this.state, event);
    this.state = next;
    useLive.setState({ status: next.status, wasLive: next.wasLive });
    if (wasLive && !this.live) this.handlers.cut();
    for (const effect of effects) this.run(effect);
  }

  private run(effect: Effect): void {
    switch (effect.do) {
      case 'askToken':
        return void this.askToken(effect.fresh);
      case 'open':
        return this.open();
      case 'hello':
        return void this.hello();
      case 'close':
        return this.drop();
      case 'wait':
        this.retryTimer = setTimeout(() => this.on({ type: 'timer' }), effect.ms);
        return;
      case 'stopWaiting':
        return clearTimeout(this.retryTimer);
      case 'signOut':
        return void signedOut();
    }
  }

  private async askToken(fresh: boolean): Promise<void> {
    try {
      if (fresh) await refresh();
      await accessToken();
      this.on({ type: 'token' });
    } catch (error) {
      this.on({ type: 'tokenFailed', ended: error instanceof Problem && error.status === 401 });
    }
  }

  private open(): void {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
    this.socket = socket;
    this.lastHeard = Date.now();
    this.beatTimer = setInterval(() => this.beat(), pingEvery);
    socket.onopen = () => this.on({ type: 'opened' });
    socket.onmessage = (message) => this.receive(message.data as string);
    socket.onclose = (event) => {
      if (this.socket !== socket) return;
      this.drop();
      this.on({ type: 'closed', code: event.code });
    };
  }

  private async hello(): Promise<void> {
    const socket = this.socket;
    const token = await accessToken().catch(() => '');
    if (socket === this.socket) socket?.send(JSON.stringify({ type: 'hello', token, ...this.handlers.hello() }));
  }

  private receive(text: string): void {
    this.lastHeard = Date.now();
    const data = JSON.parse(text) as ServerFrame | ServerFrame[];
    for (const frame of Array.isArray(data) ? data : [data]) {
      if (frame.type === 'ready') this.on({ type: 'ready' });
      this.handlers.frame(frame);
    }
  }

  /** A dead connection often says nothing: ask for a sign of life, and renew the token in time. */
  private beat(): void {
    const silence = Date.now() - this.lastHeard;
    if (silence > pingEvery + patience) return this.lost();
    this.send({ type: 'ping' });
    if (this.live && tokenLifetime() < renewBefore && !this.renewing) void this.renew();
  }

  private lost(): void {
    this.drop();
    this.on({ type: 'closed', code: 1006 });
  }

  private async renew(): Promise<void> {
    this.renewing = true;
    try {
      await refresh();
      this.send({ type: 'token', token: await accessToken() });
    } catch {
      // The next beat tries again; at the end the server closes with 4001.
    } finally {
      this.renewing = false;
    }
  }

  private drop(): void {
    clearInterval(this.beatTimer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}
