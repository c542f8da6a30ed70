import address from '@/worker/hash?worker&url';
import { Problem } from '../problem';
import { trustedScript } from '../trustedScript';

type Answer = { read: number } | { sha256: string } | { unreadable: true };

/**
 * SHA-256 of a file, away from the thread that draws. Each file has a worker of its own, so that stopping is ending it
 * and none is left when nothing is to be done. Undefined when no worker can be started: an upload works without.
 */
export async function hashBlob(blob: Blob, signal: AbortSignal, progress: (part: number) => void): Promise<string | undefined> {
  signal.throwIfAborted();
  const worker = start();
  if (worker === null) return undefined;
  try {
    return await new Promise((done, fail) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ('read' in data) progress(data.read / blob.size);
        else if ('sha256' in data) done(data.sha256);
        else fail(new Problem(400, { code: 'file.unreadable' }));
      };
      worker.onerror = () => done(undefined);
      signal.addEventListener('abort', () => fail(signal.reason), { once: true });
      worker.postMessage(blob);
    });
  } finally {
    worker.terminate();
  }
}

function start(): Worker | null {
  try {
    return new Worker(trustedScript(address), { type: 'module' });
  } catch {
    return null;
  }
}
