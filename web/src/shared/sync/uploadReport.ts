import type { Problem } from '../problem';
import { tellProgress } from './outbox';
import { Speed } from './speed';
import type { Progress } from './uploadModel';

/** Other tabs show it too; a hundred notes a second would help nobody. */
const tellEvery = 100;
/** Most files are read in less, and a word that flashes is only noise. */
const quietWhilePreparing = 400;
const beat = 1_000;

/** Tells how one upload goes. */
export class UploadReport {
  private readonly id: string;
  private readonly size: number;
  private readonly began = performance.now();
  private readonly speed = new Speed();
  private readonly timer = setInterval(() => this.beat(), beat);
  private now: Progress | null = null;
  private told = 0;

  constructor(id: string, size: number) {
    this.id = id;
    this.size = size;
  }

  readonly preparing = (part: number): void => {
    if (performance.now() - this.began >= quietWhilePreparing) this.show({ phase: 'preparing', part, speed: null });
  };

  readonly sending = (part: number): void => {
    this.speed.saw(part * this.size, performance.now());
    this.show({ phase: 'sending', part, speed: this.speed.perSecond(performance.now()) });
  };

  waiting({ failure }: Problem): void {
    this.show({ phase: 'waiting', part: this.now?.part ?? 0, speed: null, reason: failure });
  }

  /** A last word: what did not arrive whole is not there. */
  end(): void {
    clearInterval(this.timer);
    if (this.now !== null) tellProgress(this.id, this.now);
  }

  /** A line that stands still must not go on to show the speed it had. */
  private beat(): void {
    if (this.now?.phase !== 'sending') return;
    this.now = { ...this.now, speed: this.speed.perSecond(performance.now()) };
    tellProgress(this.id, this.now);
  }

  private show(now: Progress): void {
    const isSame = this.now?.phase === now.phase && now.part < 1;
    this.now = now;
    if (isSame && performance.now() - this.told < tellEvery) return;
    this.told = performance.now();
    tellProgress(this.id, now);
  }
}
