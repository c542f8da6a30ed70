import { beforeEach, expect, test, vi } from 'vitest';
import { prepare } from './prepare';
import { prepareVideo } from './video';

interface Bitmap {
  width: number;
  height: number;
  close: () => void;
}

const bitmap = (width: number, height: number): Bitmap => ({ width, height, close: vi.fn() });
const decode = vi.fn<(source: unknown, options?: object) => Promise<Bitmap>>();
const picture = (type: string, ...content: BlobPart[]) => new File(content, `photo.${type.split('/')[1]}`, { type });

/** An animated PNG of so many frames, which a phone has signed. */
function animatedPng(frames: number): Uint8Array<ArrayBuffer> {
  const chunk = (name: string, ...body: number[]) => [0, 0, 0, body.length, ...[...name].map((char) => char.charCodeAt(0)), ...body, 0, 0, 0, 0];
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return Uint8Array.from([...head, ...chunk('acTL', 0, 0, frames >> 8, frames & 0xff, 0, 0, 0, 0), ...chunk('eXIf', 1, 2, 3), ...chunk('IDAT'), ...chunk('IEND')]);
}

beforeEach(() => {
  decode.mockReset().mockResolvedValue(bitmap(4000, 3000));
  vi.stubGlobal('createImageBitmap', decode);
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done, type) => done(new Blob(['drawn'], { type: type! })));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(
    () => ({ drawImage: () => {}, getImageData: (_x: number, _y: number, w: number, h: number) => ({ data: new Uint8ClampedArray(w * h * 4) }) }) as never,
  );
  URL.createObjectURL = () => 'blob:film';
  URL.revokeObjectURL = () => {};
});

test('a picture is drawn anew, not larger than 2560 pixels, with a small one and its colours', async () => {
  const upload = await prepare(picture('image/jpeg', 'place and time'), false);
  expect(upload).toMatchObject({ kind: 'photo', contentType: 'image/jpeg', name: 'photo.jpg', width: 2560, height: 1920 });
  expect(await upload.blob.text()).toBe('drawn');
  expect(upload.thumbnail?.type).toBe('image/jpeg');
  expect(upload.blurHash).toMatch(/^[!-~]{8,60}$/);
});

test('HEIC is drawn to JPEG where the browser reads it, else it goes as a document', async () => {
  expect(await prepare(picture('image/heic', 'x'), false)).toMatchObject({ kind: 'photo', contentType: 'image/jpeg', name: 'photo.jpg' });
  decode.mockRejectedValue(new Error('unknown'));
  const upload = await prepare(picture('image/heic', 'x'), false);
  expect(upload).toMatchObject({ kind: 'document', contentType: 'application/octet-stream', name: 'photo.heic' });
  expect(await upload.blob.text()).toBe('x');
});

test('a picture too large to be unpacked is scaled while it is read', async () => {
  decode.mockImplementation(async (_, options) => (options ? bitmap(2560, 1280) : Promise.reject(new Error('too large'))));
  expect(await prepare(picture('image/jpeg', 'x'), false)).toMatchObject({ kind: 'photo', width: 2560, height: 1280 });
  expect(decode.mock.lastCall![1]).toMatchObject({ resizeWidth: 2560 });
});

test('an animated PNG is sent as it moves, without what the camera wrote', async () => {
  const bytes = animatedPng(12);
  const upload = await prepare(picture('image/png', bytes), false);
  expect(upload).toMatchObject({ kind: 'photo', contentType: 'image/png', width: 4000, height: 3000 });
  const sent = String.fromCharCode(...new Uint8Array(await upload.blob.arrayBuffer()));
  expect(sent).toContain('acTL');
  expect(sent).not.toContain('eXIf');
});

test('an animation that the server would refuse as a photo goes as a document', async () => {
  expect(await prepare(picture('image/png', animatedPng(2001)), false)).toMatchObject({ kind: 'document' });
  decode.mockResolvedValue(bitmap(7000, 6000));
  expect(await prepare(picture('image/png', animatedPng(2)), false)).toMatchObject({ kind: 'document' });
});

test('as a file, a picture or a film stays as it is', async () => {
  const film = new File(['film'], 'a.mp4', { type: 'video/mp4' });
  for (const file of [picture('image/png', 'x'), film]) {
    expect(await prepare(file, true)).toMatchObject({ blob: file, kind: 'document', contentType: 'application/octet-stream' });
  }
  expect(decode).not.toHaveBeenCalled();
});

test.each([
  ['audio/webm', 'audio/webm'],
  ['audio/mpeg', 'application/octet-stream'],
  ['text/plain', 'text/plain'],
  ['', 'application/octet-stream'],
])('a document of type "%s" is announced as %s', async (type, announced) => {
  expect(await prepare(new File(['x'], 'x', { type }), false)).toMatchObject({ kind: 'document', contentType: announced });
});

/** As a browser's, but it tells what was asked of it. */
class Film extends EventTarget {
  videoWidth = 1280;
  videoHeight = 720;
  duration = 50;
  sought: number[] = [];
  /** What it becomes once its end was looked for. */
  private readonly realDuration: number;

  constructor(change: Partial<Pick<Film, 'videoWidth' | 'duration'>> = {}, realDuration = 8) {
    super();
    Object.assign(this, change);
    this.realDuration = realDuration;
  }

  load = vi.fn();
  removeAttribute = vi.fn();

  set src(_: string) {
    queueMicrotask(() => this.dispatchEvent(new Event(this.duration > 0 ? 'loadeddata' : 'error')));
  }

  get currentTime() {
    return this.sought.at(-1) ?? 0;
  }

  set currentTime(seconds: number) {
    this.sought.push(seconds);
    if (seconds > this.duration || this.duration === Infinity) this.duration = this.realDuration;
    queueMicrotask(() => this.dispatchEvent(new Event('seeked')));
  }
}

const film = new File(['film'], 'walk.mp4', { type: 'video/mp4' });
const asVideo = (video: Film) => video as unknown as HTMLVideoElement;

test('a film is sent with its size, its length and a frame of its first tenth', async () => {
  const video = new Film();
  expect(await prepareVideo(film, asVideo(video))).toMatchObject({ blob: film, kind: 'video', contentType: 'video/mp4', width: 1280, height: 720, duration: 50 });
  expect(video.sought).toEqual([5]);
  expect(decode).toHaveBeenCalledWith(video);
});

test('the length of a film that does not name it is looked for', async () => {
  const video = new Film({ duration: Infinity });
  expect(await prepareVideo(film, asVideo(video))).toMatchObject({ duration: 8 });
  expect(video.currentTime).toBeCloseTo(0.8);
});

test('what has no picture, or what the browser cannot read, is no film', async () => {
  expect(await prepareVideo(film, asVideo(new Film({ videoWidth: 0 })))).toBeNull();
  expect(await prepareVideo(film, asVideo(new Film({ duration: 0 })))).toBeNull();
});
