const span = 5_000;
const least = 1_000;

/** How fast bytes went over the last seconds. */
export class Speed {
  /** Newest last; the first is the last one before the span. */
  private readonly samples: { at: number; total: number }[] = [];
  private last: number | null = null;
  private total = 0;

  /** `sent` may fall: a part that failed begins again, and what it had sent went nevertheless. */
  saw(sent: number, now: number): void {
    this.total += Math.max(0, sent - (this.last ?? sent));
    this.last = sent;
    this.samples.push({ at: now, total: this.total });
  }

  /** Bytes per second; null as long as it is too early to tell. */
  perSecond(now: number): number | null {
    while (this.samples.length > 1 && this.samples[1]!.at <= now - span) this.samples.shift();
    const first = this.samples[0];
    if (first === undefined || now - first.at < least) return null;
    return ((this.total - first.total) * 1000) / (now - first.at);
  }
}
