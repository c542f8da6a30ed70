import { rgbaToThumbHash } from 'thumbhash';
import { uuidv7 } from '@/shared/ids';
import type { Upload } from '@/shared/sync/uploadModel';

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif']);
const longestSide = 2560;
const thumbnailSide = 640;
const hashSide = 100;

export const isPicture = (file: File) => pictures.has(file.type);

/** What is to be uploaded: pictures drawn anew, which leaves camera data behind; anything else as it is. */
export async function prepare(file: File, asFile: boolean): Promise<Omit<Upload, 'cid'>> {
  const bitmap = isPicture(file) && !asFile ? await createImageBitmap(file).catch(() => null) : null;
  if (bitmap === null) return document(file);
  try {
    // Drawing would stop an animation.
    const isAnimated = file.type === 'image/gif';
    const blob = isAnimated ? file : await draw(bitmap, longestSide, encodingOf(file.type), 0.9);
    const { width, height } = isAnimated ? bitmap : fitted(bitmap, longestSide);
    return {
      id: uuidv7(),
      blob,
      name: renamed(file.name, blob.type),
      contentType: blob.type,
      kind: 'photo',
      width,
      height,
      thumbnail: await draw(bitmap, thumbnailSide, encodingOf(file.type), 0.8),
      blurHash: hash(bitmap),
    };
  } finally {
    bitmap.close();
  }
}

function document(file: File): Omit<Upload, 'cid'> {
  return { id: uuidv7(), blob: file, name: file.name, contentType: file.type || 'application/octet-stream', kind: 'document' };
}

/** JPEG has no transparency. */
const encodingOf = (type: string) => (type === 'image/jpeg' ? 'image/jpeg' : 'image/webp');

function fitted({ width, height }: { width: number; height: number }, side: number) {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function drawn(bitmap: ImageBitmap, side: number): HTMLCanvasElement {
  const canvas = window.document.createElement('canvas');
  Object.assign(canvas, fitted(bitmap, side));
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function draw(bitmap: ImageBitmap, side: number, type: string, quality: number): Promise<Blob> {
  return new Promise((done, fail) => {
    drawn(bitmap, side).toBlob((blob) => (blob ? done(blob) : fail(new Error('The picture cannot be drawn.'))), type, quality);
  });
}

function hash(bitmap: ImageBitmap): string {
  const { width, height } = fitted(bitmap, hashSide);
  const { data } = drawn(bitmap, hashSide).getContext('2d')!.getImageData(0, 0, width, height);
  return btoa(String.fromCharCode(...rgbaToThumbHash(width, height, data)));
}

/** The name must fit what is inside. */
export function renamed(name: string, type: string): string {
  const extension = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif' }[type];
  const stem = name.replace(/\.[^.]*$/, '') || 'picture';
  return extension ? `${stem}.${extension}` : name;
}
