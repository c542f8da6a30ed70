/**
 * Waits. A guess of ours ends early when the network is back or somebody looks again, an order of the server only when
 * its time has passed meanwhile: a machine that slept has not counted.
 */
export function pause(ms: number, signal: AbortSignal, isOrder: boolean): Promise<void> {
  return new Promise((done) => {
    const until = Date.now() + ms;
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      done();
    };
    const wake = () => {
      if (!isOrder || Date.now() >= until) end();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', wake, { signal: over.signal });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake(), { signal: over.signal });
    signal.addEventListener('abort', end, { signal: over.signal });
    if (signal.aborted) end();
  });
}
