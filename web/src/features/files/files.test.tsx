import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '@/shared/api';
import { clearHeard, keepPlace, useHeard } from '@/shared/heard';
import { useOutbox } from '@/shared/sync/outbox';
import * as uploadStore from '@/shared/sync/uploadStore';
import { useSession } from '@/shared/session';
import type { FileView, Message } from '@/shared/types';
import { aFile } from '@/test/files';
import { renderPage } from '@/test/renderPage';
import { Attachments } from './Attachments';
import { usePlayer } from './play/player';

vi.mock('@/shared/fileLink', () => ({
  fileLink: async (id: string, { probe = false } = {}) => {
    if (probe) throw new Problem(503, { code: 'storage.rate_limited', detail: 'The file store has too much to do.' });
    return `/link/${id}`;
  },
  fetchFile: () => new Promise(() => {}),
}));
vi.mock('@/shared/pictures', () => ({ usePicture: () => null, usePictureOrReason: () => ({ src: null, problem: null }) }));

const message = { chatId: 'chat', seq: 3, senderId: 'ben' } as Message;
const voice = aFile({ id: 'v', kind: 'voice', contentType: 'audio/webm', duration: 40, waveform: btoa('\x80\xff') });

function show(file: FileView, { uploadIds = [] as string[], sender = 'ben' } = {}) {
  renderPage(<Attachments files={[file]} message={{ ...message, senderId: sender }} uploadIds={uploadIds} />);
}

beforeEach(() => {
  clearHeard();
  useOutbox.setState({ items: [], uploads: {}, progress: {} });
  useSession.setState({ user: { id: 'me' } as never });
  usePlayer.setState({ track: null, isPlaying: false, isLoading: false, at: 0, length: 0, failed: null, speed: 1 });
});

test('a voice message tells its length, that it was not heard, and where it stands', async () => {
  show(voice);
  const slider = await screen.findByRole('slider', { name: 'Position' });
  expect(slider).toHaveAttribute('aria-valuetext', '0:00 of 0:40');
  expect(screen.getByRole('img', { name: 'Not heard yet' })).toBeVisible();
  expect(screen.getByText('0:40')).toBeVisible();

  act(() => keepPlace('v', 12.3));
  expect(await screen.findByText('0:12 / 0:40')).toBeVisible();
  expect(slider).toHaveAttribute('aria-valuetext', '0:12 of 0:40');
  expect(screen.queryByRole('img', { name: 'Not heard yet' })).toBeNull();
});

test('the arrows move it, and no further than its ends', async () => {
  show(voice);
  const slider = await screen.findByRole('slider', { name: 'Position' });
  fireEvent.keyDown(slider, { key: 'ArrowRight' });
  fireEvent.keyDown(slider, { key: 'ArrowUp' });
  expect(useHeard.getState().v).toBe(4);
  fireEvent.keyDown(slider, { key: 'ArrowLeft' });
  expect(useHeard.getState().v).toBe(2);
  for (let press = 0; press < 30; press++) fireEvent.keyDown(slider, { key: 'ArrowRight' });
  expect(slider).toHaveAttribute('aria-valuetext', '0:40 of 0:40');
});

test('the button says what it does, and the speed what it is', async () => {
  show(voice, { sender: 'me' });
  expect(await screen.findByRole('button', { name: 'Play' })).toBeVisible();
  expect(screen.queryByRole('img', { name: 'Not heard yet' })).toBeNull();
  act(() => usePlayer.setState({ track: { file: voice, chatId: 'chat', seq: 3 }, isPlaying: true, at: 5 }));
  expect(screen.getByRole('button', { name: 'Pause' })).toBeVisible();
  fireEvent.click(screen.getByRole('button', { name: 'Speed 1×' }));
  expect(screen.getByRole('button', { name: 'Speed 1.5×' })).toBeVisible();
});

test('what cannot be played says so', async () => {
  show(voice);
  await screen.findByRole('button', { name: 'Play' });
  act(() => usePlayer.setState({ track: { file: voice, chatId: 'chat', seq: 3 }, failed: new Error('x') }));
  expect(screen.getByRole('alert')).toHaveTextContent('This browser cannot play it.');
});

test('what the store does not have says so and is not tried again; what it may have is', async () => {
  show(voice);
  await screen.findByRole('button', { name: 'Play' });
  const fail = (status: number, code: string, detail: string) =>
    act(() => usePlayer.setState({ track: { file: voice, chatId: 'chat', seq: 3 }, failed: new Problem(status, { code, detail }) }));
  fail(404, 'file.missing', 'This file is not there any more.');
  expect(screen.getByRole('alert')).toHaveTextContent('This file is not there any more.');
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  fail(503, 'storage.unavailable', 'The file store cannot be reached right now.');
  expect(screen.getByRole('alert')).toHaveTextContent('The file store cannot be reached right now.');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(usePlayer.getState()).toMatchObject({ failed: null, isLoading: true });
});

test('a voice message under way shows how far it is and can be given up', async () => {
  useOutbox.setState({ uploads: { v: { id: 'v', cid: 'c', blob: new Blob(['x']), name: 'v', contentType: 'audio/webm', kind: 'voice' } }, progress: { v: { phase: 'sending', part: 0.4, speed: null } } });
  const cancel = vi.spyOn(uploadStore, 'cancelUpload').mockResolvedValue();
  show(voice, { uploadIds: ['v'], sender: 'me' });
  expect(await screen.findByRole('progressbar', { name: 'Uploading' })).toHaveAttribute('value', '0.4');
  expect(screen.getByRole('slider')).toBeDisabled();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel the upload' }));
  expect(cancel).toHaveBeenCalledExactlyOnceWith('v');
});

test('a film shows its length; pressed, it plays in its place, from a link', async () => {
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockReturnValue();
  show(aFile({ id: 'film', name: 'walk.mp4', kind: 'video', width: 1280, height: 720, duration: 65 }));
  const button = screen.getByRole('button', { name: 'Play video walk.mp4' });
  expect(button).toHaveTextContent('1:05');
  expect(button.parentElement).toHaveStyle({ width: '420px', aspectRatio: '1280 / 720' });

  fireEvent.click(button);
  const film = await screen.findByLabelText<HTMLVideoElement>('walk.mp4');
  expect(film.controls).toBe(true);
  await vi.waitFor(() => expect(film.src).toMatch(/\/link\/film$/));
  fireEvent.loadedMetadata(film);
  expect(play).toHaveBeenCalledOnce();
});

test('a film that the store refuses says why over its picture, and goes on when it is there again', async () => {
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockReturnValue();
  vi.stubGlobal('MediaError', { MEDIA_ERR_DECODE: 3 });
  show(aFile({ id: 'gone', name: 'walk.mp4', kind: 'video' }));
  fireEvent.click(screen.getByRole('button', { name: 'Play video walk.mp4' }));
  const film = await screen.findByLabelText<HTMLVideoElement>('walk.mp4');
  const link = /\/link\/gone$/;
  await vi.waitFor(() => expect(film.src).toMatch(link));
  film.removeAttribute('src');
  fireEvent.error(film);
  await vi.waitFor(() => expect(film.src).toMatch(link));
  fireEvent.error(film);
  expect(await screen.findByRole('alert')).toHaveTextContent('The file store has too much to do.');
  expect(screen.queryByRole('button', { name: 'Download' })).toBeNull();
  film.removeAttribute('src');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(film.src).toMatch(link));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a file shows its ending and size; music can be listened to', async () => {
  show(aFile({ name: 'song.mp3', contentType: 'audio/mpeg', size: 4_200_000 }));
  expect(screen.getByText('MP3 · 4.2 MB')).toBeVisible();
  expect(await screen.findByRole('button', { name: 'Play' })).toBeVisible();
  expect(screen.getByRole('slider', { name: 'Position' })).toBeDisabled();
  act(() => usePlayer.setState({ track: { file: aFile(), chatId: 'chat', seq: 3 }, length: 200, at: 61 }));
  expect(screen.getByText('1:01 / 3:20')).toBeVisible();
  expect(screen.getByRole('slider', { name: 'Position' })).toBeEnabled();
});
