import { api } from '../api';
import { hashBlob } from '../hash/hashBlob';
import { Problem } from '../problem';
import type { FileView, UploadStart } from '../types';
import { type PartPorts, sendParts } from './partSender';
import { checkRoom } from './room';
import type { Upload, UploadState } from './uploadModel';

/** The server reads the whole file before it answers. */
const completionPatience = 180_000;

export interface Ports extends PartPorts {
  save: (change: UploadState) => Promise<void>;
  /** While the file is read. */
  preparing?: (part: number) => void;
  hash?: typeof hashBlob;
}

interface Body extends Pick<Upload, 'blob' | 'fileId' | 'sha256'> {
  /** Of the reservation, so that one whose answer was lost is not made twice. */
  key: string;
  start: Record<string, unknown>;
  complete: Record<string, unknown>;
}

/** Start, parts, complete; then the same for the thumbnail. Goes on where an earlier try stopped. */
export async function runUpload(upload: Upload, ports: Ports): Promise<FileView> {
  const { blob, fileId, sha256, name, contentType, kind, width, height, duration, blurHash, waveform, thumbnail } = upload;
  if (blob.size === 0) throw new Problem(400, { code: 'file.empty' });
  const start = { name, size: blob.size, contentType, kind };
  const complete = { width, height, duration, blurHash, waveform };
  const file = await store({ blob, fileId, sha256, key: upload.id, start, complete }, ports);
  const hasThumbnail = thumbnail !== undefined && (await storeThumbnail(file, thumbnail, ports));
  const view = { ...file, hasThumbnail: file.hasThumbnail || hasThumbnail };
  await ports.save({ fileId: file.id, view, failed: undefined });
  return view;
}

/** The picture can be sent without one. */
async function storeThumbnail(file: FileView, blob: Blob, ports: Ports): Promise<boolean> {
  const start = { name: `${file.name}.thumbnail`, size: blob.size, contentType: blob.type, kind: 'photo', thumbnailOf: file.id };
  const quiet = { ...ports, preparing: () => {}, progress: () => {}, save: async () => {} };
  try {
    await store({ blob, key: `${file.id}.thumbnail`, start, complete: {} }, quiet);
    return true;
  } catch (error) {
    if (ports.signal.aborted || (error instanceof Problem && error.passing)) throw error;
    return false;
  }
}

async function store(body: Body, ports: Ports): Promise<FileView> {
  const plan = (await resume(body, ports.signal)) ?? (await begin(body, ports));
  await sendParts(plan, body.blob, ports);
  return api.post<FileView>(`/files/${plan.id}/complete`, body.complete, { signal: ports.signal, patience: completionPatience });
}

async function begin(body: Body, { hash = hashBlob, save, preparing = () => {}, signal }: Ports): Promise<UploadStart> {
  if (body.sha256 === undefined) await checkRoom(body.blob.size, signal);
  const sha256 = body.sha256 ?? (await hash(body.blob, signal, preparing));
  if (sha256 !== body.sha256) await save({ sha256 });
  signal.throwIfAborted();
  // Not to be broken off: whatever was reserved must be known.
  const plan = await api.post<UploadStart>('/files', { ...body.start, sha256 }, { idempotencyKey: body.fileId ?? body.key });
  await save({ fileId: plan.id });
  signal.throwIfAborted();
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
