import { keepPicture } from '../pictures';
import { Problem } from '../problem';
import type { FileView } from '../types';
import { failItem, showFailed, useOutbox } from './outbox';
import { pause as pauseFor } from './pause';
import { delay, isOffline, isWorthAnother } from './retry';
import type { Upload, UploadState } from './uploadModel';
import { type Ports, runUpload } from './uploader';
import { UploadReport } from './uploadReport';
import { changeUpload, discardFile } from './uploadStore';

const filesAtOnce = 2;

/** The uploads of the tab that sends. */
export class Uploads {
  private readonly running = new Map<string, AbortController>();
  private readonly ways: Pick<Ports, 'put' | 'pause' | 'hash'>;
  private stopped = false;

  /** What takes the place of the network, of time and of the worker in tests. */
  constructor(ways: Pick<Ports, 'put' | 'pause' | 'hash'> = {}) {
    this.ways = ways;
  }

  /** Starts what waits and stops what was paused or given up. */
  pump(): void {
    if (this.stopped) return;
    const { items, uploads } = useOutbox.getState();
    for (const [id, abort] of this.running) {
      const upload = uploads[id];
      if (upload === undefined || upload.paused) abort.abort();
    }
    const failed = new Set(items.filter((item) => item.failed).map((item) => item.cid));
    const waiting = Object.values(uploads)
      .filter((upload) => !upload.view && !upload.failed && !upload.paused && !failed.has(upload.cid) && !this.running.has(upload.id))
      .slice(0, filesAtOnce - this.running.size);
    for (const upload of waiting) void this.run(upload);
  }

  stop(): void {
    this.stopped = true;
    for (const abort of this.running.values()) abort.abort();
  }

  private async run(upload: Upload): Promise<void> {
    const abort = new AbortController();
    const report = new UploadReport(upload.id, upload.blob.size);
    const save = async (change: UploadState) => {
      if (await changeUpload(upload.id, change)) return;
      abort.abort();
      discardFile(change.fileId);
    };
    this.running.set(upload.id, abort);
    try {
      const ports = { ...this.ways, save, preparing: report.preparing, progress: report.sending, signal: abort.signal };
      const file = await this.untilDone(upload, ports, report);
      if (upload.thumbnail && file.hasThumbnail) keepPicture(file.id, 'thumbnail', upload.thumbnail);
    } catch (error) {
      if (!abort.signal.aborted) await fail(upload, error);
    } finally {
      report.end();
      this.running.delete(upload.id);
      this.pump();
    }
  }

  /** Goes on by itself after everything that passes. */
  private async untilDone(upload: Upload, ports: Ports, report: UploadReport): Promise<FileView> {
    const { pause = pauseFor } = this.ways;
    for (let tries = 1, anew = 1; ; ) {
      try {
        return await runUpload(useOutbox.getState().uploads[upload.id] ?? upload, ports);
      } catch (error) {
        ports.signal.throwIfAborted();
        if (!(error instanceof Problem) || !isWorthAnother(error, anew)) throw error;
        report.waiting(error);
        if (!isOffline(error)) tries++;
        if (!error.passing) anew++;
        await pause(delay(error, tries), ports.signal, error.retryAfter !== null);
      }
    }
  }
}

async function fail(upload: Upload, error: unknown): Promise<void> {
  const { failure: failed } = error instanceof Problem ? error : new Problem(400);
  try {
    await changeUpload(upload.id, { failed });
    await failItem(upload.cid, failed);
  } catch {
    showFailed(upload.cid, upload.id, failed);
  }
}
