import { standIns } from './drawing';
import type { Prepared } from './prepare';

/** A frame at this part of the film tells more than the first one, which is often black. */
const posterAt = 0.1;
const patience = 20_000;

/** What is known of a film without sending it; null for what this browser cannot decode. */
export async function prepareVideo(file: File, video: HTMLVideoElement = document.createElement('video')): Promise<Prepared | null> {
  const url = URL.createObjectURL(file);
  try {
    Object.assign(video, { muted: true, playsInline: true, preload: 'auto' });
    const opened = told(video, 'loadeddata');
    video.src = url;
    await opened;
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0 || height === 0) return null;
    const duration = await lengthOf(video);
    await goTo(video, (duration ?? 0) * posterAt);
    const frame = await createImageBitmap(video);
    try {
      const shown = await standIns(frame, 'image/jpeg');
      return { blob: file, contentType: file.type, kind: 'video', width, height, duration, ...shown };
    } finally {
      frame.close();
    }
  } catch {
    return null;
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  }
}

/** What a browser has recorded does not name its length: it is known once the end was looked for. */
async function lengthOf(video: HTMLVideoElement): Promise<number | undefined> {
  if (!Number.isFinite(video.duration)) await goTo(video, Number.MAX_SAFE_INTEGER);
  return Number.isFinite(video.duration) ? video.duration : undefined;
}

async function goTo(video: HTMLVideoElement, seconds: number): Promise<void> {
  if (video.currentTime === seconds) return;
  const there = told(video, 'seeked');
  video.currentTime = seconds;
  await there;
}

/** Fails with the film, or when nothing is heard of it. */
function told(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((done, fail) => {
    const over = new AbortController();
    const end = (work: () => void) => () => {
      over.abort();
      clearTimeout(timer);
      work();
    };
    const refuse = end(() => fail(new Error('The film cannot be read.')));
    const timer = setTimeout(refuse, patience);
    video.addEventListener(event, end(done), { signal: over.signal });
    video.addEventListener('error', refuse, { signal: over.signal });
  });
}
