import { type Crop, sideOf } from './crop';

export const photoSide = 640;
const thumbnailSide = 160;

/** Opens a picture as it is meant to be seen; null for what the browser cannot read. */
export async function openPicture(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
}

export function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const context = canvas.getContext('2d')!;
  const side = sideOf(picture, crop);
  // JPEG knows no transparency.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, crop.x - side / 2, crop.y - side / 2, side, side, 0, 0, canvas.width, canvas.height);
}

export interface Photo {
  blob: Blob;
  thumbnail: Blob;
}

/** Drawn anew, so nothing of the file's own data (place, camera, time) goes along. */
export async function cut(picture: ImageBitmap, crop: Crop): Promise<Photo> {
  return { blob: await jpeg(picture, crop, photoSide), thumbnail: await jpeg(picture, crop, thumbnailSide) };
}

function jpeg(picture: ImageBitmap, crop: Crop, side: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  draw(canvas, picture, crop);
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('The browser made no picture.'))), 'image/jpeg', 0.9);
  });
}
