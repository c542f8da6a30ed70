export interface StreamOptions {
  /** A new address; those of the server are good for a minute. `probe`: the new one was of no help either. */
  takeLink: (probe: boolean) => Promise<string>;
  /** It cannot be played, or not now. */
  onFailed: (error: unknown) => void;
  /** Seconds. */
  from?: number;
  rate?: number;
}

/** Where it stands, and how fast it goes. */
export interface Moment {
  at: number;
  rate: number;
}

export interface Stream {
  /** Not what the element says, which stands at the start while its address changes. */
  now: () => Moment;
  end: () => void;
}

/**
 * Plays from addresses that end: when a range is refused, a new one is taken and it goes on at the same place and speed.
 * Where that is refused too the server looks, and may say why; else the last try is by what it gives.
 */
export function stream(media: HTMLMediaElement, { takeLink, onFailed, from = 0, rate = 1 }: StreamOptions): Stream {
  const over = new AbortController();
  let state = { at: from, rate, wants: true };
  let isChanging = false;
  /** Where, and how often in a row, until an address has worked. */
  let failed = { at: 0, times: 0 };

  const on = (event: string, work: () => unknown) => media.addEventListener(event, work, { signal: over.signal });
  // A new address sets place and speed back; nobody wished that.
  const keep = (change: () => Partial<typeof state>) => () => {
    if (!isChanging) state = { ...state, ...change() };
  };

  async function open(probe: boolean): Promise<void> {
    isChanging = true;
    try {
      const link = await takeLink(probe);
      if (over.signal.aborted) return;
      await holdFrame(media);
      media.src = link;
    } catch (error) {
      if (!over.signal.aborted) onFailed(error);
    }
  }

  function opened(): void {
    if (state.at > 0) media.currentTime = state.at;
    media.playbackRate = state.rate;
    isChanging = false;
    // Without a press the browser may refuse to begin; then the person presses again.
    if (state.wants) void media.play().catch(() => {});
  }

  function refused(): void {
    const isBroken = media.error?.code === MediaError.MEDIA_ERR_DECODE;
    failed = { at: state.at, times: failed.at === state.at ? failed.times + 1 : 1 };
    if (isBroken || failed.times > 2) return onFailed(media.error);
    void open(failed.times === 2);
  }

  on('loadedmetadata', opened);
  on('error', refused);
  on('canplay', () => (failed = { at: 0, times: 0 }));
  on('timeupdate', keep(() => ({ at: media.currentTime })));
  on('seeking', keep(() => ({ at: media.currentTime })));
  on('ratechange', keep(() => ({ rate: media.playbackRate })));
  on('ended', keep(() => ({ at: 0 })));
  on('play', () => (state.wants = true));
  // Some browsers stop by themselves with a failure, which nobody wished either.
  on('pause', () => {
    if (!isChanging && media.error === null) state.wants = false;
  });
  void open(false);
  return { now: () => state, end: () => over.abort() };
}

/** Between two addresses a film would show its poster for a moment: the frame that stands takes its place. */
async function holdFrame(media: HTMLMediaElement): Promise<void> {
  if (!(media instanceof HTMLVideoElement) || media.videoWidth === 0) return;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: media.videoWidth, height: media.videoHeight });
  try {
    canvas.getContext('2d')!.drawImage(media, 0, 0);
    const frame = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
    if (frame === null) return;
    const url = URL.createObjectURL(frame);
    media.poster = url;
    media.addEventListener('playing', () => URL.revokeObjectURL(url), { once: true });
  } catch {
    // Of a store elsewhere the browser shows frames, but does not let them be read.
  }
}
