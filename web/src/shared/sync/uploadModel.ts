import type { Failure } from '../problem';
import type { FileKind, FileView } from '../types';

/** How far it is. Written often, and apart from the bytes, which a browser would write anew each time. */
export interface UploadState {
  /** Of the whole file, hexadecimal. */
  sha256?: string | undefined;
  /** Once the server has given a place. */
  fileId?: string | undefined;
  /** Once the server has checked it. */
  view?: FileView | undefined;
  /** By a person, who also lets it go on. */
  paused?: boolean;
  failed?: Failure | undefined;
}

/** A file on its way to the store. The bytes stay in IndexedDB until the message is stored. */
export interface Upload extends UploadState {
  id: string;
  cid: string;
  blob: Blob;
  name: string;
  contentType: string;
  kind: FileKind;
  width?: number;
  height?: number;
  /** Seconds. */
  duration?: number | undefined;
  /** Of a voice message; format in docs/files.md. */
  waveform?: string;
  /** Thumbhash, base64: what is shown while the picture loads. */
  blurHash?: string;
  thumbnail?: Blob;
}

/** Of an upload under way. */
export interface Progress {
  phase: 'preparing' | 'sending' | 'waiting';
  /** Of one: bytes that were read while it is prepared, else those that arrived. */
  part: number;
  /** Bytes per second; null when it cannot be told. */
  speed: number | null;
  /** Why it waits. */
  reason?: Failure;
}

/** For the message as it is shown before the server gives it back. */
export function viewOf(upload: Upload): FileView {
  return (
    upload.view ?? {
      id: upload.id,
      name: upload.name,
      size: upload.blob.size,
      contentType: upload.contentType,
      kind: upload.kind,
      status: 'uploading',
      width: upload.width ?? null,
      height: upload.height ?? null,
      duration: upload.duration ?? null,
      blurHash: upload.blurHash ?? null,
      waveform: upload.waveform ?? null,
      hasThumbnail: upload.thumbnail !== undefined,
      createdAt: '',
    }
  );
}
