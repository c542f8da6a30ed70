/// <reference lib="webworker" />
import { digest } from '../shared/hash/sha256';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = async ({ data }: MessageEvent<Blob>) => {
  try {
    self.postMessage({ sha256: await digest(data, (read) => self.postMessage({ read })) });
  } catch {
    self.postMessage({ unreadable: true });
  }
};
