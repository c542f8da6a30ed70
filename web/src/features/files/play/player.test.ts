import { beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '@/shared/api';
import { queryClient } from '@/shared/queryClient';
import { clearHeard, keepPlace, useHeard } from '@/shared/heard';
import { openCache, setLog } from '@/shared/sync/cache';
import type { Message } from '@/shared/types';
import { aFile } from '@/test/files';
import { nextSpeed, seek, toggle, type Track, usePlayer } from './player';
import { silence } from './turn';

vi.mock('@/shared/fileLink', () => ({
  fileLink: (id: string) => Promise.resolve(`/link/${id}`),
  fetchFile: (id: string) => (id === 'never' ? new Promise(() => {}) : id === 'gone' ? Promise.reject(new Problem(404)) : Promise.resolve(new Blob(['sound']))),
}));

/** The one element of the page; jsdom plays nothing, so the test says what happens. */
let audio: HTMLAudioElement;
const play = vi.fn();
const elements: HTMLAudioElement[] = [];

vi.stubGlobal('MediaError', { MEDIA_ERR_DECODE: 3 });
vi.stubGlobal(
  'Audio',
  function Audio() {
    const made = document.createElement('audio');
    Object.defineProperties(made, {
      readyState: { get: () => 4 },
      currentTime: { value: 0, writable: true },
      play: { value: async () => (play(), tell(made, 'play', 'playing')) },
      pause: { value: () => tell(made, 'pause') },
    });
    elements.push(made);
    return made;
  },
);

function tell(media: HTMLAudioElement, ...events: string[]) {
  for (const event of events) media.dispatchEvent(new Event(event));
}

function goTo(seconds: number) {
  audio.currentTime = seconds;
  tell(audio, 'timeupdate');
}

const voice = (id: string, seq: number, change = {}): Track => ({ file: aFile({ id, kind: 'voice', contentType: 'audio/webm', duration: 20, ...change }), chatId: 'chat', seq });
const [first, second] = [voice('first', 1), voice('second', 2)];

async function begin(track: Track) {
  const before = audio?.src;
  toggle(track);
  audio = elements[0]!;
  await vi.waitFor(() => expect(audio.src).not.toBe(before));
  // A new address begins at the start.
  audio.currentTime = 0;
  tell(audio, 'loadedmetadata', 'canplay');
}

beforeEach(() => {
  silence();
  // What the test before left playing is kept when another one begins.
  toggle(voice('never', 0));
  clearHeard();
  usePlayer.setState({ track: null, isPlaying: false, isLoading: false, at: 0, length: 0, failed: null, speed: 1 });
  play.mockClear();
  let blobs = 0;
  URL.createObjectURL = () => `blob:${Math.random()}/${++blobs}`;
  URL.revokeObjectURL = () => {};
  queryClient.clear();
  openCache('me', {});
});

test('it plays, stops, and goes on where one stopped', async () => {
  await begin(first);
  expect(usePlayer.getState()).toMatchObject({ track: first, isPlaying: true, length: 20 });
  goTo(7.5);
  toggle(first);
  expect(usePlayer.getState()).toMatchObject({ isPlaying: false, at: 7.5 });
  expect(useHeard.getState()).toEqual({ first: 7.5 });

  await begin(second);
  goTo(3);
  await begin(first);
  expect(audio.currentTime).toBe(7.5);
  expect(useHeard.getState().second).toBe(3);
});

test('another one is heard from where its slider was put', async () => {
  await begin(first);
  seek(second, 12);
  expect(audio.currentTime).toBe(0);
  await begin(second);
  expect(audio.currentTime).toBe(12);
  seek(second, 4);
  expect(audio.currentTime).toBe(4);
  expect(usePlayer.getState().at).toBe(4);
});

test('the speed goes 1, 1.5, 2, is remembered, and is not for music', async () => {
  await begin(first);
  nextSpeed();
  expect(audio.playbackRate).toBe(1.5);
  nextSpeed();
  await begin(second);
  expect(audio.playbackRate).toBe(2);
  expect(localStorage.getItem('bm-speed')).toBe('2');
  await begin(voice('song', 3, { kind: 'document' }));
  expect(audio.playbackRate).toBe(1);
  nextSpeed();
  expect(usePlayer.getState().speed).toBe(1);
});

function converse(...tracks: [Track, senderId: string][]) {
  const messages = tracks.map(([{ file, seq }, senderId]) => ({ chatId: 'chat', seq, senderId, files: [file] }) as unknown as Message);
  setLog({ chatId: 'chat', messages, atStart: true, atEnd: true } as never);
}

test('after its end the next voice message of others that was not heard begins', async () => {
  const [heard, fourth] = [voice('heard', 3), voice('fourth', 4)];
  keepPlace('heard', 0);
  converse([first, 'ben'], [second, 'me'], [heard, 'ben'], [fourth, 'ben']);
  await begin(first);
  goTo(20);
  const before = audio.src;
  tell(audio, 'pause', 'ended');
  expect(useHeard.getState().first).toBe(0);
  await vi.waitFor(() => expect(audio.src).not.toBe(before));
  tell(audio, 'loadedmetadata', 'canplay');
  expect(usePlayer.getState()).toMatchObject({ track: fourth, isPlaying: true, at: 0 });
});

test('after the last one it is quiet, and music calls nothing', async () => {
  const song = voice('song', 1, { kind: 'document' });
  converse([song, 'ben'], [second, 'ben']);
  for (const track of [second, song]) {
    await begin(track);
    tell(audio, 'ended');
    expect(usePlayer.getState()).toMatchObject({ track, isPlaying: false, isLoading: false, at: 0 });
  }
});

test('what the conversation does not hold is followed by nothing', async () => {
  converse([second, 'ben']);
  await begin(first);
  tell(audio, 'ended');
  expect(usePlayer.getState()).toMatchObject({ track: first, isPlaying: false });
});

test('when it cannot be fetched that is told, and another press tries again', async () => {
  const gone = voice('gone', 9);
  toggle(gone);
  await vi.waitFor(() => expect(usePlayer.getState().failed).toMatchObject({ status: 404 }));
  expect(usePlayer.getState().isLoading).toBe(false);
  toggle(gone);
  expect(usePlayer.getState()).toMatchObject({ failed: null, isLoading: true });
});

test('a long one is not fetched as a whole', async () => {
  await begin(voice('hour', 5, { size: 14_000_000 }));
  expect(audio.src).toMatch(/\/link\/hour$/);
});
