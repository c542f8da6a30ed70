import { api } from '../api';
import { queryClient } from '../queryClient';
import type { MeEntry } from '../types';
import { enterRead, getChat, myId, position } from './cache';
import { refetchChat, refetchChats, refetchMissed, reloadChat, reloadChats } from './chatSync';
import { db, type Marker } from './db';
import type { Ready } from './frames';
import { chatsBehind, fetchGaps } from './gap';
import { confirmRead, forgetReads } from './signals';
import { delay } from './socketMachine';

/** What one `ready` asks for; the next one asks anew, whatever became of this. */
interface Round {
  ready: Ready;
  running: Promise<void> | null;
  timer: ReturnType<typeof setTimeout> | null;
  tries: number;
}

/** Takes this device to where the server is, after each `ready`: tried again until it has worked, or the connection is gone. */
export class CatchUp {
  private marker: Marker;
  private listed = false;
  /** The private log has been read up to here; live entries count only from then on. */
  private isFollowing = false;
  private heard = 0;
  private round: Round | null = null;

  private readonly wait: (tries: number) => number;

  constructor(marker: Marker, wait = (tries: number) => delay(tries, Math.random())) {
    this.marker = marker;
    this.wait = wait;
  }

  /** What `hello` says of the past. */
  position(): { me: number; epoch?: string } {
    const { meSeq, epoch } = this.marker;
    return { me: meSeq, ...(epoch !== null && { epoch }) };
  }

  ready(ready: Ready): void {
    this.cut();
    this.heard = 0;
    this.isFollowing = false;
    this.round = { ready, running: null, timer: null, tries: 0 };
    if (this.isOther(ready.epoch)) forgetReads();
    void this.run(this.round);
  }

  /** The next `ready` says anew what is missing. */
  cut(): void {
    if (this.round?.timer) clearTimeout(this.round.timer);
    this.round = null;
  }

  /** Something could not be had: again in a while. Without a connection the next one brings it. */
  again(): void {
    const { round } = this;
    if (round === null || round.timer !== null) return;
    round.timer = setTimeout(() => {
      round.timer = null;
      void this.run(round);
    }, this.wait(round.tries++));
  }

  enterMe(entry: MeEntry): void {
    this.heard = Math.max(this.heard, entry.seq);
    if (this.isFollowing) this.mark({ meSeq: Math.max(this.marker.meSeq, entry.seq) });
    const { chatId, data } = entry;
    if (entry.kind === 'settings') void queryClient.invalidateQueries({ queryKey: ['me'] });
    if (!chatId) return;
    if (entry.kind === 'read' && typeof data?.seq === 'number' && getChat(chatId)) {
      confirmRead(chatId, data.seq);
      enterRead(chatId, myId(), data.seq);
    } else void refetchChat(chatId);
  }

  /** An answer named the server's history. */
  checkEpoch(epoch: string): void {
    const { round } = this;
    if (round === null || !epoch || !this.isOther(epoch) || epoch === round.ready.epoch) return;
    this.ready({ type: 'ready', userId: round.ready.userId, epoch, meHead: 0 });
  }

  private isOther(epoch: string): boolean {
    return this.marker.epoch !== null && this.marker.epoch !== epoch;
  }

  private async run(round: Round): Promise<void> {
    while (round.running) await round.running;
    if (round !== this.round) return;
    round.running = this.follow(round.ready).then(
      () => void (round.tries = 0),
      () => round === this.round && this.again(),
    ) as Promise<void>;
    await round.running;
    round.running = null;
  }

  private async follow(ready: Ready): Promise<void> {
    if (this.isOther(ready.epoch)) return this.startOver(ready);
    this.mark({ epoch: ready.epoch });
    if (!this.listed) await refetchChats();
    else if (!this.isFollowing && ready.meHead > this.marker.meSeq) await this.readMe();
    this.followFrom(Math.max(this.marker.meSeq, ready.meHead));
    await refetchMissed(ready.gone ?? []);
    const behind = Object.entries(ready.behind ?? {});
    for (const [chatId, head] of behind) if (head < position(chatId)) await reloadChat(chatId);
    await fetchGaps([...new Set([...behind.filter(([chatId, head]) => head > position(chatId)).map(([chatId]) => chatId), ...chatsBehind()])]);
    // A conversation that could not be opened while there was no connection.
    void queryClient.refetchQueries({ queryKey: ['log'], type: 'active', predicate: ({ state }) => state.status === 'error' });
  }

  /** After a restore the server's past is another one: nothing that we hold of it counts, and that is known until it is gone. */
  private async startOver(ready: Ready): Promise<void> {
    await reloadChats();
    this.mark({ epoch: ready.epoch, meSeq: 0 });
    this.followFrom(ready.meHead);
    await queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'chats' && queryKey[0] !== 'log' });
  }

  private followFrom(meHead: number): void {
    this.listed = true;
    this.isFollowing = true;
    this.mark({ meSeq: Math.max(meHead, this.heard) });
  }

  private async readMe(): Promise<void> {
    const log = await api.get<{ entries: MeEntry[] }>('/me/log', { since: this.marker.meSeq });
    for (const entry of log.entries) this.enterMe(entry);
  }

  private mark(change: Partial<Marker>): void {
    this.marker = { ...this.marker, ...change };
    void db().then((database) => database.put('marker', this.marker));
  }
}
