import { beforeEach, expect, test, vi } from 'vitest';
import { clearHeard, keepPlace, useHeard } from '@/shared/heard';
import { aFile } from '@/test/files';
import { playFile } from './playFile';

vi.mock('@/shared/fileLink', () => ({ fileLink: (id: string) => Promise.resolve(`/link/${id}`) }));
vi.stubGlobal('MediaError', { MEDIA_ERR_DECODE: 3 });

const film = aFile({ id: 'film', kind: 'video', contentType: 'video/mp4' });

/** jsdom plays nothing, so the test says what happens. */
function element() {
  const media = document.createElement('video');
  Object.defineProperties(media, {
    currentTime: { value: 0, writable: true },
    play: { value: vi.fn(async () => tell(media, 'play')) },
    pause: { value: vi.fn(() => tell(media, 'pause')) },
  });
  return media;
}

function tell(media: HTMLMediaElement, ...events: string[]) {
  for (const event of events) media.dispatchEvent(new Event(event));
}

async function open(media: HTMLMediaElement, rate = 1) {
  const play = playFile(media, film, { rate, onFailed: vi.fn() });
  await vi.waitFor(() => expect(media.src).toMatch(/\/link\/film$/));
  tell(media, 'loadedmetadata', 'canplay');
  return play;
}

function goTo(media: HTMLMediaElement, seconds: number) {
  media.currentTime = seconds;
  tell(media, 'timeupdate');
}

beforeEach(clearHeard);

test('a film that was begun in its bubble goes on in the viewer', async () => {
  const [bubble, viewer] = [element(), element()];
  const first = await open(bubble);
  goTo(bubble, 83.2);
  bubble.playbackRate = 1.5;
  tell(bubble, 'ratechange');
  first.end();
  expect(useHeard.getState().film).toBe(83.2);

  await open(viewer, first.now().rate);
  expect(viewer).toMatchObject({ currentTime: 83.2, playbackRate: 1.5 });
});

test('what begins in one place stops what plays in another', async () => {
  const [bubble, viewer] = [element(), element()];
  await open(bubble);
  goTo(bubble, 5);
  await open(viewer);
  expect(bubble.pause).toHaveBeenCalledOnce();
  expect(useHeard.getState().film).toBe(5);
});

test('what was seen to its end begins anew, and after the end nothing is kept', async () => {
  const media = element();
  keepPlace('film', 60);
  const { end } = await open(media);
  goTo(media, 90);
  tell(media, 'pause', 'ended');
  expect(useHeard.getState().film).toBe(0);
  end();
  goTo(media, 12);
  tell(media, 'pause');
  expect(useHeard.getState().film).toBe(0);
});
