import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { activate } from '@/shared/i18n';
import { useOutbox } from '@/shared/sync/outbox';
import { type Progress, type Upload, viewOf } from '@/shared/sync/uploadModel';
import * as uploadStore from '@/shared/sync/uploadStore';
import type { Message } from '@/shared/types';
import { renderPage } from '@/test/renderPage';
import { FileCard } from './FileCard';
import { Tile } from './Tile';

const megabytes = (count: number) => ({ size: count * 1_000_000 }) as Blob;
const upload: Upload = { id: 'u', cid: 'c', blob: megabytes(200), name: 'film.mp4', contentType: 'video/mp4', kind: 'document' };
const sending: Progress = { phase: 'sending', part: 0.0615, speed: 2_130_000 };
const message = { chatId: 'a', seq: 1, senderId: 'me' } as Message;
const item = { cid: 'c', chatId: 'a', order: 1, text: '', at: '', uploadIds: ['u'] };

function show(progress?: Progress, change: Partial<Upload> = {}) {
  const shown = { ...upload, ...change };
  useOutbox.setState({ items: [item], uploads: { u: shown }, progress: progress ? { u: progress } : {} });
  return renderPage(<FileCard file={viewOf(shown)} message={message} uploadId="u" />);
}

beforeEach(() => activate('en'));

test('a file on its way tells how much, how fast and how long', async () => {
  show(sending);
  expect(screen.getByText('12.3 of 200 MB · 2.1 MB/s · 2 min left')).toBeVisible();
  expect(screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Uploading' }).value).toBeCloseTo(0.0615);
  await act(() => activate('ru'));
  expect(screen.getByText(/^12,3 из 200 МБ · 2,1 МБ\/[cс] · осталось 2 мин$/)).toBeVisible();
  act(() => useOutbox.setState({ progress: { u: { ...sending, part: 0.9, speed: 20_000_000 } } }));
  expect(screen.getByText(/осталась 1 с$/)).toBeVisible();
});

test('the pause button pauses, and in its place is one that goes on', async () => {
  const pause = vi.spyOn(uploadStore, 'pauseUpload').mockResolvedValue();
  const resume = vi.spyOn(uploadStore, 'resumeUpload').mockResolvedValue();
  show(sending);
  await userEvent.click(screen.getByRole('button', { name: 'Pause the upload' }));
  expect(pause).toHaveBeenCalledExactlyOnceWith('u');
  act(() => useOutbox.setState({ uploads: { u: { ...upload, paused: true } } }));
  expect(screen.getByText('Paused · 12.3 of 200 MB')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Resume the upload' }));
  expect(resume).toHaveBeenCalledExactlyOnceWith('u');
});

test('cancelling is about this file', async () => {
  const cancel = vi.spyOn(uploadStore, 'cancelUpload').mockResolvedValue();
  show();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the upload' }));
  expect(cancel).toHaveBeenCalledExactlyOnceWith('u');
});

test('a paused file says nothing that it does not know after a reload', () => {
  show(undefined, { paused: true });
  expect(screen.getByText('Paused · 200 MB')).toBeVisible();
});

test('a file that is read has a bar without an end', () => {
  show({ phase: 'preparing', part: 0.5, speed: null });
  expect(screen.getByText('Preparing…')).toBeVisible();
  expect(screen.getByRole('progressbar')).not.toHaveAttribute('value');
});

test('a file that waits says for what', () => {
  show({ ...sending, phase: 'waiting', speed: null, reason: { code: 'storage.unavailable', detail: 'The store does not answer.' } });
  expect(screen.getByText('12.3 of 200 MB · The store does not answer.')).toBeVisible();
});

test('a file that failed can only be cancelled here', () => {
  useOutbox.setState({ items: [{ ...item, failed: { code: 'file.quota', detail: 'Full.' } }], uploads: { u: upload }, progress: { u: sending } });
  renderPage(<FileCard file={viewOf(upload)} message={message} uploadId="u" />);
  expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual(['Cancel the upload']);
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test('a picture tells the same on its tile', () => {
  useOutbox.setState({ items: [item], uploads: { u: { ...upload, thumbnail: undefined } }, progress: { u: { ...sending, part: 0.25 } } });
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => {} }));
  renderPage(<Tile file={viewOf({ ...upload, kind: 'photo' })} isTile label="Open" onOpen={() => {}} uploadId="u" />);
  expect(screen.getByRole('progressbar', { name: 'Uploading' })).toHaveAttribute('aria-valuenow', '25');
  expect(screen.getByText('50 of 200 MB · 2.1 MB/s · 2 min left')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Pause the upload' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Cancel the upload' })).toBeVisible();
});
