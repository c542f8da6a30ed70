import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { activate } from '@/shared/i18n';
import { signedIn } from '@/shared/session';
import type { Me } from '@/shared/types';
import { aFile } from '@/test/files';
import { renderPage } from '@/test/renderPage';
import { problem, serve, signInAnswer } from '@/test/server';
import { FileCard } from './FileCard';
import { Tile as GalleryTile } from './gallery/Tile';
import { Tile } from './Tile';
import { PictureStage } from './viewer/PictureStage';

const photo = (id: string, change = {}) => aFile({ id, name: `${id}.png`, kind: 'photo', contentType: 'image/png', hasThumbnail: true, ...change });
const onOpen = vi.fn();

/** The store refuses the browser, and this is what the server finds. */
function refuse(id: string, status: number, code: string, detail: string) {
  return serve({
    [`GET /files/${id}/link`]: ({ query }) => (query.probe ? problem(status, code, detail) : { body: { url: `/store/${id}` } }),
    [`GET /store/${id}`]: () => ({ status: 403 }),
  });
}

function give(id: string) {
  return serve({ [`GET /files/${id}/link`]: () => ({ body: { url: `/store/${id}` } }), [`GET /store/${id}`]: () => ({ body: 'bytes' }) });
}

const show = (id: string) => renderPage(<Tile file={photo(id)} isTile={false} label="Open" onOpen={onOpen} uploadId={undefined} />);

beforeEach(async () => {
  signedIn({ ...signInAnswer, user: signInAnswer.user as Me });
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:picture', revokeObjectURL: () => {} }));
  await activate('en');
});

test('a photo that is gone says so in its place, without another try', async () => {
  refuse('gone', 404, 'file.missing', 'This file is not there any more.');
  show('gone');
  expect(await screen.findByText('This file is not there any more.')).toBeVisible();
  expect(screen.queryByRole('button')).toBeNull();
});

test('a photo whose store is down is had by another try', async () => {
  refuse('down', 503, 'storage.unavailable', 'The file store cannot be reached right now.');
  const { container } = show('down');
  expect(await screen.findByText('The file store cannot be reached right now.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Open' })).toBeNull();
  give('down');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('button', { name: 'Open' })).toBeVisible();
  expect(container.querySelector('img')).toHaveAttribute('src', 'blob:picture');
});

test('the reason is told in the language of the reader, and not as of an upload', async () => {
  refuse('ru', 503, 'storage.unavailable', 'The file store cannot be reached right now.');
  await activate('ru');
  show('ru');
  expect(await screen.findByText('Хранилище файлов сейчас не отвечает. Ничего не потеряно.')).toBeVisible();
});

test('where only the small picture is gone the whole one stands for it', async () => {
  serve({
    'GET /files/half/link': ({ query }) =>
      query.variant === 'original' ? { body: { url: '/store/whole' } } : query.probe ? problem(404, 'file.missing', 'Gone.') : { body: { url: '/store/small' } },
    'GET /store/small': () => ({ status: 404 }),
    'GET /store/whole': () => ({ body: 'bytes' }),
  });
  const { container } = show('half');
  await waitFor(() => expect(container.querySelector('img')).toHaveAttribute('src', 'blob:picture'));
  expect(screen.queryByText('Gone.')).toBeNull();
});

test('a film without its poster can be played all the same', async () => {
  const calls = refuse('film', 503, 'storage.unavailable', 'No answer.');
  renderPage(<Tile file={photo('film', { kind: 'video' })} isTile label="Play" onOpen={onOpen} uploadId={undefined} />);
  await waitFor(() => expect(calls.some(({ query }) => query.probe)).toBe(true));
  expect(screen.getByRole('button', { name: 'Play' })).toBeEnabled();
  expect(screen.queryByText('No answer.')).toBeNull();
});

test('in the gallery it is one of the stops of the arrow keys', async () => {
  refuse('tile', 502, 'storage.access_denied', 'The server may not use its file store right now.');
  renderPage(<GalleryTile item={{ seq: 1, at: '2026-03-01T10:00:00Z', senderId: 'ana', file: photo('tile') }} onOpen={onOpen} />);
  expect(await screen.findByText('The server may not use its file store right now.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Try again' })).toHaveAttribute('data-item');
});

test('the viewer says why the whole picture is not there, and shows it once it is', async () => {
  let isThere = false;
  vi.stubGlobal(
    'Image',
    class {
      onload = () => {};
      onerror = () => {};
      set src(_: string) {
        setTimeout(() => (isThere ? this.onload() : this.onerror()));
      }
    },
  );
  refuse('big', 503, 'storage.rate_limited', 'The file store has too much to do.');
  renderPage(<PictureStage file={photo('big', { hasThumbnail: false })} onClose={vi.fn()} onSwipe={vi.fn()} ref={null} />);
  expect(await screen.findByRole('alert')).toHaveTextContent('The file store has too much to do.');
  expect(screen.queryByRole('img')).toBeNull();

  isThere = true;
  give('big');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  const picture = await screen.findByRole('img', { name: 'big.png' });
  expect(screen.queryByRole('alert')).toBeNull();

  // Its address has ended meanwhile.
  isThere = false;
  refuse('big', 404, 'file.missing', 'This file is not there any more.');
  fireEvent.error(picture);
  expect(await screen.findByRole('alert')).toHaveTextContent('This file is not there any more.');
  expect(screen.queryByRole('img')).toBeNull();
});

test('before a download the server looks, so that the page is never left for a failure', async () => {
  const calls = refuse('plan', 502, 'storage.failed', 'The file store failed.');
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  renderPage(<FileCard file={aFile({ id: 'plan', name: 'plan.pdf' })} message={{ chatId: 'c', seq: 1 } as never} uploadId={undefined} />);
  await userEvent.click(screen.getByRole('button', { name: 'Download plan.pdf' }));
  expect(await screen.findByText('The file store failed.')).toBeVisible();
  expect(calls[0]!.query).toEqual({ variant: 'original', download: 'true', probe: 'true' });
  expect(click).not.toHaveBeenCalled();

  give('plan');
  await userEvent.click(screen.getByRole('button', { name: 'Download plan.pdf' }));
  await waitFor(() => expect(click).toHaveBeenCalledOnce());
});
