import { api } from '../api';
import { Problem } from '../problem';
import type { UploadPart, UploadStart } from '../types';
import { pause as pauseFor } from './pause';
import { putPart } from './putPart';
import { delay, isOffline } from './retry';

const partsAtOnce = 3;
const triesPerPart = 5;

export interface PartPorts {
  progress: (part: number) => void;
  signal: AbortSignal;
  put?: typeof putPart;
  /** Waits between tries; tests do not. */
  pause?: typeof pauseFor;
}

/** Sends what the store does not have yet, several parts at once. */
export async function sendParts(plan: UploadStart, blob: Blob, ports: PartPorts): Promise<void> {
  const sizeOf = (part: UploadPart) => Math.min(plan.partSize, blob.size - (part.number - 1) * plan.partSize);
  const open = plan.parts.filter((part) => !part.done);
  const sent = new Map<number, number>(plan.parts.map((part) => [part.number, part.done ? sizeOf(part) : 0]));
  const report = () => {
    const bytes = [...sent.values()].reduce((sum, size) => sum + size, 0);
    ports.progress(plan.parts.length === 0 ? 1 : bytes / blob.size);
  };
  report();
  const failed = new AbortController();
  const signal = AbortSignal.any([ports.signal, failed.signal]);
  const worker = async () => {
    for (let part = open.shift(); part !== undefined; part = open.shift()) {
      const from = (part.number - 1) * plan.partSize;
      const { number } = part;
      await sendPart(plan.id, part, blob.slice(from, from + plan.partSize), { ...ports, signal }, (bytes) => {
        sent.set(number, bytes);
        report();
      });
    }
  };
  const workers = Array.from({ length: partsAtOnce }, worker);
  try {
    await Promise.all(workers);
  } catch (error) {
    // The next try must not meet what this one has left running.
    failed.abort();
    await Promise.allSettled(workers);
    throw error;
  }
}

async function sendPart(
  fileId: string,
  part: UploadPart,
  bytes: Blob,
  { put = putPart, pause = pauseFor, signal }: PartPorts,
  progress: (bytes: number) => void,
): Promise<void> {
  let { url, headers } = part;
  for (let tries = 1; ; ) {
    try {
      await put(url, headers, bytes, progress, signal);
      return progress(bytes.size);
    } catch (error) {
      progress(0);
      if (signal.aborted || !(error instanceof Problem)) throw error;
      const offline = isOffline(error);
      if (!offline && tries === triesPerPart) throw inWords(error);
      await pause(delay(error, tries), signal, error.retryAfter !== null);
      signal.throwIfAborted();
      if (offline) continue;
      // Without any answer it may be the network once; twice it may be what a browser is not allowed to see.
      if (error.status !== 0 || tries > 1) ({ url, headers } = await renewed(fileId, part, signal));
      tries++;
    }
  }
}

/** Links of parts are short-lived, and only the server can say why the store refused one. */
async function renewed(fileId: string, part: UploadPart, signal: AbortSignal): Promise<UploadPart> {
  const { parts } = await api.get<{ parts: UploadPart[] }>(`/files/${fileId}/parts`, {}, signal);
  return parts.find(({ number }) => number === part.number) ?? part;
}

/** The server found nothing wrong, and still the store takes nothing from here. */
function inWords(problem: Problem): Problem {
  if (problem.message !== '') return problem;
  return new Problem(problem.status, { code: problem.status === 0 ? 'file.unreachable' : 'file.refused' });
}
