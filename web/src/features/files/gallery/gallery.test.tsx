import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { keepPlace } from '@/shared/heard';
import { signedIn } from '@/shared/session';
import type { FileKind, FileView, Media } from '@/shared/types';
import { aChat, holdChats } from '@/test/chats';
import { standInForSizes } from '@/test/layout';
import { renderPage } from '@/test/renderPage';
import { ana, problem, serve, signInAnswer } from '@/test/server';
import { usePlayer } from '../play/player';
import GalleryPanel from './GalleryPanel';
import { buildGallery } from './galleryRows';

const chat = aChat();
const path = `GET /chats/${chat.id}/media`;

const file = (id: string, kind: FileKind): FileView => ({
  id,
  name: `${id}.bin`,
  size: 2_000_000,
  contentType: 'a/b',
  kind,
  status: 'ready',
  hasThumbnail: false,
  createdAt: '2026-03-01T10:00:00Z',
});
const item = (seq: number, at: string, kind: FileKind = 'photo'): Media => ({ seq, at, senderId: ana.id, file: file(`f${seq}`, kind) });

beforeEach(() => {
  signedIn(signInAnswer);
  holdChats(chat);
  history.replaceState(null, '', `/c/${chat.id}/media`);
  standInForSizes();
});

test('items stand below their month, pictures several in a row', () => {
  const rows = buildGallery([item(9, '2026-03-20T10:00:00Z'), item(8, '2026-03-02T10:00:00Z'), item(7, '2026-03-02T09:00:00Z'), item(6, '2026-02-27T10:00:00Z')], 2);
  expect(rows.map((row) => ('month' in row ? row.month : row.items.map(({ seq }) => seq)))).toEqual(['March 2026', [9, 8], [7], 'February 2026', [6]]);
});

test('pages join without a second heading for the same month', () => {
  const first = [item(9, '2026-03-20T10:00:00Z')];
  const both = [...first, item(8, '2026-03-19T10:00:00Z')];
  expect(buildGallery(both, 1).filter((row) => 'month' in row)).toHaveLength(1);
  expect(buildGallery(both, 1)[1]!.key).toBe(buildGallery(first, 1)[1]!.key);
});

test('each kind is asked for when its tab is chosen, by the arrows too', async () => {
  const calls = serve({ [path]: () => ({ body: { items: [] } }) });
  renderPage(<GalleryPanel chatId={chat.id} />);
  expect((await screen.findAllByText('No photos yet'))[0]).toBeInTheDocument();
  expect(calls.map(({ query }) => query.kind)).toEqual(['photo']);

  const photos = screen.getByRole('tab', { name: 'Photos' });
  photos.focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  expect(screen.getByRole('tab', { name: 'Links' })).toHaveFocus();
  expect(screen.getByRole('tab', { selected: true })).toHaveTextContent('Links');
  expect(screen.getByRole('tabpanel')).toHaveAccessibleName('Links');
  expect((await screen.findAllByText('No links yet'))[0]).toBeInTheDocument();
  await userEvent.keyboard('{End}');
  expect(screen.getByRole('tab', { selected: true })).toHaveTextContent('Voice');
  await userEvent.keyboard('{ArrowRight}');
  expect(screen.getByRole('tab', { selected: true })).toHaveTextContent('Photos');
});

test('an empty page of links with more behind it is not the end', async () => {
  const link: Media = { seq: 4, at: '2026-03-01T10:00:00Z', senderId: ana.id, text: 'See https://example.org/a.', addresses: ['https://example.org/a'] };
  serve({ [path]: ({ query }) => ({ body: query.kind !== 'link' ? { items: [] } : query.cursor ? { items: [link] } : { items: [], next: '50_0' } }) });
  renderPage(<GalleryPanel chatId={chat.id} />);
  await userEvent.click(screen.getByRole('tab', { name: 'Links' }));

  const address = await screen.findByRole('link', { name: 'example.org/a' });
  expect(address).toHaveAttribute('href', 'https://example.org/a');
  expect(address).toHaveAttribute('rel', 'noopener noreferrer');
  expect(screen.getByText('See https://example.org/a.')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: /^Show in chat/ })).toHaveAttribute('href', `/c/${chat.id}/4`);
});

test('a file says its size and leads to its message', async () => {
  serve({ [path]: ({ query }) => ({ body: { items: query.kind === 'document' ? [item(7, '2026-03-01T10:00:00Z', 'document')] : [] } }) });
  renderPage(<GalleryPanel chatId={chat.id} />);
  await userEvent.click(screen.getByRole('tab', { name: 'Files' }));
  expect(await screen.findByRole('button', { name: 'Download f7.bin' })).toHaveTextContent('2 MB');
  await userEvent.click(screen.getByRole('link', { name: /^Show in chat/ }));
  expect(location.pathname).toBe(`/c/${chat.id}/7`);
});

test('a voice message is heard by the one player, from where one stopped and as fast as anywhere', async () => {
  const voice = item(7, '2026-03-01T10:00:00Z', 'voice');
  voice.file!.duration = 40;
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockReturnValue();
  Element.prototype.scrollIntoView = vi.fn();
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:sound', revokeObjectURL: () => {} }));
  keepPlace('f7', 12);
  serve({
    [path]: ({ query }) => ({ body: { items: query.kind === 'voice' ? [voice] : [] } }),
    'GET /files/f7/link': () => ({ body: { url: '/files/f7' } }),
    'GET /files/f7': () => ({ body: 'sound' }),
  });
  renderPage(<GalleryPanel chatId={chat.id} />);
  await userEvent.click(screen.getByRole('tab', { name: 'Voice' }));
  const slider = await screen.findByRole('slider', { name: 'Position' });
  expect(slider).toHaveAttribute('aria-valuetext', '0:12 of 0:40');
  expect(screen.getByRole('button', { name: 'Speed 1×' })).toBeVisible();
  expect(screen.getByText('You')).toBeVisible();

  await userEvent.click(screen.getByRole('button', { name: 'Play' }));
  expect(usePlayer.getState()).toMatchObject({ track: { file: { id: 'f7' }, chatId: chat.id, seq: 7 }, at: 12, isLoading: true });
  expect(play).not.toHaveBeenCalled();
  screen.getByRole('button', { name: 'Play' }).focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByRole('button', { name: 'Play' })).toHaveFocus();
});

test('a refusal is told and can be tried again; Esc leads back', async () => {
  let fails = true;
  serve({ [path]: () => (fails ? problem(404, 'not_found', 'Not there.') : { body: { items: [] } }) });
  renderPage(<GalleryPanel chatId={chat.id} />);
  expect(await screen.findByText('Not there.')).toBeInTheDocument();
  fails = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByText('Not there.')).not.toBeInTheDocument());
  expect((await screen.findAllByText('No photos yet'))[0]).toBeInTheDocument();

  fireEvent.keyDown(screen.getByRole('tab', { name: 'Photos' }), { key: 'Escape' });
  expect(location.pathname).toBe(`/c/${chat.id}/info`);
});
