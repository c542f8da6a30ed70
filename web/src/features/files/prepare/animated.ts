export interface Animated {
  frames: number;
  /** The picture without what its camera or its program wrote into it. */
  parts: Uint8Array<ArrayBuffer>[];
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Null for what is not an animated WebP or PNG, or not a sound one: that is drawn anew. */
export function readAnimated(bytes: Bytes): Animated | null {
  if (text(bytes, 0) === 'RIFF' && text(bytes, 8) === 'WEBP') return readWebp(bytes);
  return pngSignature.every((byte, index) => bytes[index] === byte) ? readPng(bytes) : null;
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const pngTexts = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);
const webpPictures = new Set(['VP8X', 'ICCP', 'ANIM', 'ANMF']);
const webpHead = 12;
/** Bits of VP8X that announce chunks which are left out. */
const exifAndXmp = 0x08 | 0x04;

const text = (bytes: Bytes, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
const viewOf = (bytes: Bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function readWebp(bytes: Bytes): Animated | null {
  const view = viewOf(bytes);
  const kept: Bytes[] = [];
  let frames = 0;
  for (let at = webpHead; at + 8 <= bytes.length; ) {
    const [name, length] = [text(bytes, at), view.getUint32(at + 4, true)];
    const end = at + 8 + length + (length & 1);
    if (end > bytes.length) return null;
    if (name === 'ANMF') frames++;
    if (webpPictures.has(name)) kept.push(name === 'VP8X' ? withoutFlags(bytes.slice(at, end)) : bytes.subarray(at, end));
    at = end;
  }
  if (frames === 0) return null;
  const head = bytes.slice(0, webpHead);
  viewOf(head).setUint32(4, 4 + kept.reduce((sum, chunk) => sum + chunk.length, 0), true);
  return { frames, parts: [head, ...kept] };
}

function withoutFlags(chunk: Bytes): Bytes {
  chunk[8] = chunk[8]! & ~exifAndXmp;
  return chunk;
}

function readPng(bytes: Bytes): Animated | null {
  const view = viewOf(bytes);
  const kept: Bytes[] = [bytes.subarray(0, pngSignature.length)];
  let frames = 0;
  for (let at = pngSignature.length; at + 12 <= bytes.length; ) {
    const [length, name] = [view.getUint32(at), text(bytes, at + 4)];
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    // Whatever comes after the pixels have begun does not make it an animation.
    if (name === 'IDAT' && frames === 0) return null;
    if (name === 'acTL' && length >= 8) frames = view.getUint32(at + 8);
    if (!pngTexts.has(name)) kept.push(bytes.subarray(at, end));
    // What is hidden behind the end is left out, too.
    if (name === 'IEND') return { frames, parts: kept };
    at = end;
  }
  return null;
}
