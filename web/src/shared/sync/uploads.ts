import { keepPicture } from '../pictures';
import { Problem } from '../problem';
import { failItem, saveUpload, tellProgress, useOutbox } from './outbox';
import type { Upload } from './uploadModel';
import { runUpload } from './uploader';

const filesAtOnce = 2;
const retryAfter = 5_000;

/** The uploads of the tab that sends. */
export class Uploads {
  private readonly running = new Map<string, AbortController>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  /** Starts what waits and stops what was given up. */
  pump(): void {
    if (this.stopped) return;
    const { items, uploads } = useOutbox.getState();
    for (const [id, abort] of this.running) {
      if (!(id in uploads)) abort.abort();
    }
    const failed = new Set(items.filter((item) => item.failed).map((item) => item.cid));
    const waiting = Object.values(uploads)
      .filter((upload) => !upload.view && !upload.failed && !failed.has(upload.cid) && !this.running.has(upload.id))
      .slice(0, filesAtOnce - this.running.size);
    for (const upload of waiting) void this.run(upload);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const abort of this.running.values()) abort.abort();
  }

  private async run(upload: Upload): Promise<void> {
    const abort = new AbortController();
    this.running.set(upload.id, abort);
    let told = 0;
    const progress = (part: number) => {
      // Other tabs show it too; a hundred notes a second would help nobody.
      if (part < 1 && Date.now() - told < 100) return;
      told = Date.now();
      tellProgress(upload.id, part);
    };
    try {
      const file = await runUpload(upload, { save: saveUpload, progress, signal: abort.signal });
      if (upload.thumbnail && file.hasThumbnail) keepPicture(file.id, 'thumbnail', upload.thumbnail);
    } catch (error) {
      if (!abort.signal.aborted) await this.failed(upload, error);
    } finally {
      this.running.delete(upload.id);
      this.pump();
    }
  }

  private async failed(upload: Upload, error: unknown): Promise<void> {
    const problem = error instanceof Problem ? error : new Problem(400);
    if (problem.passing) {
      // Kept from starting again at once by staying among the running ones.
      await new Promise((done) => {
        this.timer = setTimeout(done, (problem.retryAfter ?? 0) * 1000 || retryAfter);
      });
      return;
    }
    const failed = { code: problem.code, detail: problem.message };
    const now = useOutbox.getState().uploads[upload.id] ?? upload;
    await saveUpload({ ...now, failed });
    await failItem(upload.cid, failed);
  }
}
