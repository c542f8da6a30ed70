import { api } from '../api';
import { Problem } from '../problem';
import type { FileView, UploadPart, UploadStart } from '../types';
import { putPart } from './putPart';
import type { Upload } from './uploadModel';

const partsAtOnce = 3;
const triesPerPart = 5;

export interface Ports {
  save: (upload: Upload) => Promise<void>;
  progress: (part: number) => void;
  signal: AbortSignal;
  put?: typeof putPart;
  /** Waits between tries; tests do not. */
  pause?: (ms: number) => Promise<void>;
}

interface Body {
  blob: Blob;
  start: Record<string, unknown>;
  /** Of an upload that had begun before. */
  fileId?: string | undefined;
  complete: Record<string, unknown>;
}

/** Start, parts, complete; then the same for the thumbnail. Goes on where an earlier try stopped. */
export async function runUpload(upload: Upload, ports: Ports): Promise<FileView> {
  const { blob, name, contentType, kind, width, height, duration, blurHash, waveform, thumbnail } = upload;
  const file = await store(
    {
      blob,
      start: { name, size: blob.size, contentType, kind },
      fileId: upload.fileId,
      complete: { width, height, duration, blurHash, waveform },
    },
    ports,
    (fileId) => ports.save({ ...upload, fileId }),
  );
  const hasThumbnail = thumbnail !== undefined && (await storeThumbnail(file, thumbnail, ports));
  const view = { ...file, hasThumbnail: file.hasThumbnail || hasThumbnail };
  await ports.save({ ...upload, fileId: file.id, view, failed: undefined });
  return view;
}

/** The picture can be sent without one. */
async function storeThumbnail(file: FileView, blob: Blob, ports: Ports): Promise<boolean> {
  const start = { name: `${file.name}.thumbnail`, size: blob.size, contentType: blob.type, kind: 'photo', thumbnailOf: file.id };
  try {
    await store({ blob, start, complete: {} }, { ...ports, progress: () => {} }, async () => {});
    return true;
  } catch (error) {
    if (ports.signal.aborted || (error instanceof Problem && error.passing)) throw error;
    return false;
  }
}

async function store(body: Body, ports: Ports, begun: (fileId: string) => Promise<void>): Promise<FileView> {
  const plan = (await resume(body, ports.signal)) ?? (await begin(body, begun));
  await sendParts(plan, body.blob, ports);
  return api.post<FileView>(`/files/${plan.id}/complete`, body.complete, { signal: ports.signal });
}

async function begin(body: Body, begun: (fileId: string) => Promise<void>): Promise<UploadStart> {
  const plan = await api.post<UploadStart>('/files', body.start);
  await begun(plan.id);
  return plan;
}

/** Null when there is nothing to go on with; unfinished uploads end after a day. */
async function resume(body: Body, signal: AbortSignal): Promise<UploadStart | null> {
  if (body.fileId === undefined) return null;
  try {
    return { id: body.fileId, ...(await api.get<Omit<UploadStart, 'id'>>(`/files/${body.fileId}/parts`, {}, signal)) };
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

async function sendParts(plan: UploadStart, blob: Blob, ports: Ports): Promise<void> {
  const sizeOf = (part: UploadPart) => Math.min(plan.partSize, blob.size - (part.number - 1) * plan.partSize);
  const open = plan.parts.filter((part) => !part.done);
  const sent = new Map<number, number>(plan.parts.map((part) => [part.number, part.done ? sizeOf(part) : 0]));
  const report = () => {
    const bytes = [...sent.values()].reduce((sum, size) => sum + size, 0);
    ports.progress(plan.parts.length === 0 || blob.size === 0 ? 1 : bytes / blob.size);
  };
  report();
  const worker = async () => {
    for (let part = open.shift(); part !== undefined; part = open.shift()) {
      const from = (part.number - 1) * plan.partSize;
      const { number } = part;
      await sendPart(plan.id, part, blob.slice(from, from + plan.partSize), ports, (bytes) => {
        sent.set(number, bytes);
        report();
      });
    }
  };
  await Promise.all(Array.from({ length: partsAtOnce }, worker));
}

async function sendPart(
  fileId: string,
  part: UploadPart,
  bytes: Blob,
  ports: Ports,
  progress: (bytes: number) => void,
): Promise<void> {
  const { put = putPart, pause = wait } = ports;
  let { url, headers } = part;
  for (let tries = 1; ; tries++) {
    try {
      await put(url, headers, bytes, progress, ports.signal);
      return progress(bytes.size);
    } catch (error) {
      if (ports.signal.aborted || !(error instanceof Problem)) throw error;
      if (tries === triesPerPart) throw error;
      progress(0);
      await pause(Math.random() * 1000 * 2 ** tries);
      if (ports.signal.aborted) throw error;
      if (error.status !== 0) ({ url, headers } = await renewed(fileId, part, ports.signal));
    }
  }
}

/** Links of parts are short-lived, and only the server can say why the store refused one. */
async function renewed(fileId: string, part: UploadPart, signal: AbortSignal): Promise<UploadPart> {
  const { parts } = await api.get<{ parts: UploadPart[] }>(`/files/${fileId}/parts`, {}, signal);
  return parts.find(({ number }) => number === part.number) ?? part;
}

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
