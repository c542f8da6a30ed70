import { readAnimated } from './animated';
import { draw, fitted, longestSide, standIns } from './drawing';
import type { Prepared } from './prepare';

/** What the server takes as a photo (docs/files.md). */
const mostPixels = 35_000_000;
const mostFrames = 2_000;
const mostFramePixels = 4_000_000_000;

/** JPEG has no transparency, and few browsers show HEIC. */
const encodingOf = (type: string) => (/^image\/(jpeg|heic|heif)$/.test(type) ? 'image/jpeg' : 'image/webp');

/** Drawn anew, which leaves camera data behind; an animation is kept, without that data. Null for what cannot be decoded. */
export async function preparePicture(file: File): Promise<Prepared | null> {
  const bitmap = await open(file);
  if (bitmap === null) return null;
  try {
    const animated = await animation(file);
    if (animated && !fits(bitmap, animated.frames)) return null;
    const blob = animated?.blob ?? (await draw(bitmap, longestSide, encodingOf(file.type), 0.9));
    const { width, height } = animated ? bitmap : fitted(bitmap, longestSide);
    return { blob, contentType: blob.type, kind: 'photo', width, height, ...(await standIns(bitmap, encodingOf(file.type))) };
  } finally {
    bitmap.close();
  }
}

/** A picture too large to be unpacked may still be scaled while it is read. */
async function open(file: File): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file);
  } catch {
    return createImageBitmap(file, { resizeWidth: longestSide, resizeQuality: 'high' }).catch(() => null);
  }
}

async function animation(file: File): Promise<{ blob: Blob; frames: number } | null> {
  if (file.type === 'image/gif') return { blob: file, frames: 1 };
  if (file.type !== 'image/webp' && file.type !== 'image/png') return null;
  const animated = readAnimated(new Uint8Array(await file.arrayBuffer()));
  return animated && { blob: new Blob(animated.parts, { type: file.type }), frames: animated.frames };
}

function fits({ width, height }: ImageBitmap, frames: number): boolean {
  const pixels = width * height;
  return pixels <= mostPixels && frames <= mostFrames && pixels * frames <= mostFramePixels;
}
