import { beforeEach, expect, test, vi } from 'vitest';
import { stream, type StreamOptions } from './stream';
import { silence, takeTurn } from './turn';

vi.stubGlobal('MediaError', { MEDIA_ERR_NETWORK: 2, MEDIA_ERR_DECODE: 3, MEDIA_ERR_SRC_NOT_SUPPORTED: 4 });

/** An element as the standard has it: a new address stops it, sets it to the start and to the usual speed. */
class Media extends EventTarget {
  currentTime = 0;
  playbackRate = 1;
  paused = true;
  error: { code: number } | null = null;
  readonly links: string[] = [];

  set src(link: string) {
    this.links.push(link);
    Object.assign(this, { currentTime: 0, playbackRate: 1, paused: true, error: null });
    this.tell('ratechange');
  }

  play = vi.fn(async () => {
    this.paused = false;
    this.tell('play');
  });

  pause = vi.fn(() => {
    this.paused = true;
    this.tell('pause');
  });

  tell(event: string) {
    this.dispatchEvent(new Event(event));
  }

  loads() {
    this.tell('loadedmetadata');
    this.tell('canplay');
  }

  goTo(seconds: number) {
    this.currentTime = seconds;
    this.tell('timeupdate');
  }

  fails(code: number) {
    this.error = { code };
    this.paused = true;
    this.tell('error');
    this.tell('pause');
  }
}

let media: Media;
let links = 0;

beforeEach(() => {
  media = new Media();
  links = 0;
});

function begin(options: Partial<StreamOptions> = {}) {
  const onFailed = vi.fn();
  const takeLink = vi.fn(async (_probe: boolean) => `/link/${++links}`);
  return { onFailed, takeLink, ...stream(media as unknown as HTMLMediaElement, { takeLink, onFailed, ...options }) };
}

const opens = (count: number) => vi.waitFor(() => expect(media.links).toHaveLength(count));

test('it begins at the place and speed that are asked for', async () => {
  begin({ from: 12, rate: 1.5 });
  await opens(1);
  media.loads();
  expect(media).toMatchObject({ currentTime: 12, playbackRate: 1.5, paused: false });
});

test('an address that ends while it plays is renewed, and it goes on at the same place and speed', async () => {
  const { onFailed } = begin();
  await opens(1);
  media.loads();
  media.playbackRate = 2;
  media.tell('ratechange');
  media.goTo(73.4);
  media.fails(2);
  await opens(2);
  media.loads();
  expect(media.links).toEqual(['/link/1', '/link/2']);
  expect(media).toMatchObject({ currentTime: 73.4, playbackRate: 2, paused: false });
  expect(onFailed).not.toHaveBeenCalled();
});

test('what it tells of itself is not the start at which a new address stands', async () => {
  const { now } = begin({ from: 3 });
  await opens(1);
  expect(now()).toMatchObject({ at: 3, rate: 1 });
  media.loads();
  media.goTo(8);
  media.fails(2);
  await opens(2);
  media.tell('timeupdate');
  expect(now()).toMatchObject({ at: 8 });
  media.loads();
  media.tell('ended');
  expect(now()).toMatchObject({ at: 0 });
});

test('who has stopped and goes elsewhere after a while stays stopped there', async () => {
  begin();
  await opens(1);
  media.loads();
  media.goTo(5);
  media.pause();
  media.currentTime = 40;
  media.tell('seeking');
  media.fails(2);
  await opens(2);
  media.loads();
  expect(media).toMatchObject({ currentTime: 40, paused: true });
});

test('every address may end at the same place, as long as each has worked', async () => {
  const { onFailed } = begin();
  await opens(1);
  media.loads();
  media.goTo(9);
  for (const count of [2, 3, 4]) {
    media.fails(2);
    await opens(count);
    media.loads();
  }
  expect(onFailed).not.toHaveBeenCalled();
});

test('when a new address is of no help the server looks, and then it is told', async () => {
  const { onFailed, takeLink } = begin();
  for (const count of [1, 2, 3]) {
    await opens(count);
    expect(onFailed).not.toHaveBeenCalled();
    media.fails(4);
  }
  expect(takeLink.mock.calls).toEqual([[false], [false], [true]]);
  expect(onFailed).toHaveBeenCalledOnce();
});

test('what the server finds is what is told', async () => {
  const missing = new Error('missing');
  const takeLink = vi.fn(async (probe: boolean) => (probe ? Promise.reject(missing) : '/link'));
  const { onFailed } = begin({ takeLink });
  await opens(1);
  media.fails(4);
  await opens(2);
  media.fails(4);
  await vi.waitFor(() => expect(onFailed).toHaveBeenCalledExactlyOnceWith(missing));
});

test('what cannot be decoded is not asked for again', async () => {
  const { onFailed, takeLink } = begin();
  await opens(1);
  media.loads();
  media.fails(3);
  expect(onFailed).toHaveBeenCalledOnce();
  expect(takeLink).toHaveBeenCalledOnce();
});

test('without an address it is told, and after the end nothing is', async () => {
  const offline = new Error('offline');
  const { onFailed } = begin({ takeLink: () => Promise.reject(offline) });
  await vi.waitFor(() => expect(onFailed).toHaveBeenCalledWith(offline));

  const second = begin();
  second.end();
  await second.takeLink.mock.results[0]!.value;
  media.fails(4);
  expect(media.links).toEqual([]);
  expect(second.onFailed).not.toHaveBeenCalled();
});

test('one thing plays at a time', () => {
  const [one, other] = [new Media(), new Media()];
  const elements = [one, other] as unknown as HTMLMediaElement[];
  takeTurn(elements[0]!);
  takeTurn(elements[0]!);
  expect(one.pause).not.toHaveBeenCalled();
  takeTurn(elements[1]!);
  expect(one.pause).toHaveBeenCalledOnce();
  silence();
  expect(other.pause).toHaveBeenCalledOnce();
});
