import { rgbaToThumbHash } from 'thumbhash';

export interface Size {
  width: number;
  height: number;
}

export const longestSide = 2560;
const thumbnailSide = 640;
const hashSide = 100;

/** The same shape with no side longer than this. */
export function fitted({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

export function draw(bitmap: ImageBitmap, side: number, type: string, quality: number): Promise<Blob> {
  return new Promise((done, fail) => {
    drawn(bitmap, side).toBlob((blob) => (blob ? done(blob) : fail(new Error('The picture cannot be drawn.'))), type, quality);
  });
}

/** What stands for the picture before it is here: a small one, and a few bytes of colour. */
export async function standIns(bitmap: ImageBitmap, type: string): Promise<{ thumbnail: Blob; blurHash: string }> {
  return { thumbnail: await draw(bitmap, thumbnailSide, type, 0.8), blurHash: hash(bitmap) };
}

function drawn(bitmap: ImageBitmap, side: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, fitted(bitmap, side));
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function hash(bitmap: ImageBitmap): string {
  const { width, height } = fitted(bitmap, hashSide);
  const { data } = drawn(bitmap, hashSide).getContext('2d')!.getImageData(0, 0, width, height);
  return btoa(String.fromCharCode(...rgbaToThumbHash(width, height, data)));
}
