/** The square that is cut out of a picture. */
export interface Crop {
  /** Its middle, in pixels of the picture. */
  x: number;
  y: number;
  /** 1 shows as much as fits. */
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

export const maxZoom = 5;

export const centred = ({ width, height }: Size): Crop => ({ x: width / 2, y: height / 2, zoom: 1 });

/** Length of the square's side, in pixels of the picture. */
export const sideOf = ({ width, height }: Size, { zoom }: Crop): number => Math.min(width, height) / zoom;

export function moved(picture: Size, crop: Crop, dx: number, dy: number): Crop {
  return inside(picture, { ...crop, x: crop.x + dx, y: crop.y + dy });
}

export function zoomed(picture: Size, crop: Crop, zoom: number): Crop {
  return inside(picture, { ...crop, zoom: between(1, zoom, maxZoom) });
}

/** Never shows anything beside the picture. */
function inside(picture: Size, crop: Crop): Crop {
  const half = sideOf(picture, crop) / 2;
  return { ...crop, x: between(half, crop.x, picture.width - half), y: between(half, crop.y, picture.height - half) };
}

function between(low: number, value: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
