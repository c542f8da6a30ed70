import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { signedIn } from '@/shared/session';
import type { FileKind, FileView, Media } from '@/shared/types';
import { aChat, holdChats } from '@/test/chats';
import { renderPage } from '@/test/renderPage';
import { ana, serve, signInAnswer } from '@/test/server';
import Lightbox from '../Lightbox';

const chat = aChat();
const media = `GET /chats/${chat.id}/media`;
const onClose = vi.fn();

const file = (id: string, kind: FileKind = 'photo'): FileView => ({
  id,
  name: `${id}.png`,
  size: 10,
  contentType: 'image/png',
  kind,
  status: 'ready',
  hasThumbnail: false,
  createdAt: '2026-03-01T10:00:00Z',
});
const item = (seq: number, id: string, kind: FileKind = 'photo'): Media => ({ seq, at: '2026-03-01T10:00:00Z', senderId: ana.id, file: file(id, kind) });
const link = (id: string) => ({ [`GET /files/${id}/link`]: () => ({ body: { url: `/files/${id}` } }) });
const links = Object.assign({}, ...['old', 'here', 'film', 'last'].map(link)) as ReturnType<typeof link>;

function open() {
  renderPage(<Lightbox chatId={chat.id} onClose={onClose} start={{ seq: 5, at: '2026-03-01T10:00:00Z', file: file('here') }} />);
}

const press = (key: string) => fireEvent.keyDown(screen.getByRole('dialog'), { key });

beforeEach(() => {
  signedIn(signInAnswer);
  holdChats(chat);
  HTMLMediaElement.prototype.pause = vi.fn();
  onClose.mockClear();
  history.replaceState(null, '', `/c/${chat.id}/media`);
});

test('both ends of the chat are asked for, and gone through with the arrows', async () => {
  const calls = serve({
    ...links,
    [media]: ({ query }) => ({
      body:
        query.order === 'newest'
          ? query.cursor
            ? { items: [item(1, 'old')] }
            : { items: [item(5, 'here')], next: '5_0' }
          : { items: [item(7, 'film', 'video'), item(9, 'last')] },
    }),
  });
  open();
  expect(await screen.findByText(/2 of 4$/)).toBeInTheDocument();
  expect(calls.filter(({ path }) => path.endsWith('/media')).map(({ query }) => query)).toEqual([
    { kind: 'photo,video', order: 'newest', from: '5' },
    { kind: 'photo,video', order: 'oldest', from: '6' },
    { kind: 'photo,video', order: 'newest', from: '5', cursor: '5_0' },
  ]);

  press('ArrowLeft');
  expect(screen.getByText('old.png')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Previous picture' })).not.toBeInTheDocument();
  press('ArrowLeft');
  expect(screen.getByText(/1 of 4$/)).toBeInTheDocument();
  press('ArrowRight');
  press('ArrowRight');
  const film = screen.getByLabelText('film.png');
  await waitFor(() => expect(film).toHaveAttribute('src', '/files/film'));
  press('ArrowRight');
  expect(screen.getByText(/4 of 4$/)).toBeInTheDocument();
});

test('without the list one still looks at what was opened', async () => {
  serve(links);
  open();
  expect(screen.getByText('here.png')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Next picture' })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(onClose).toHaveBeenCalledOnce();
});

test('the message of a picture is one press away', async () => {
  serve({ ...links, [media]: () => ({ body: { items: [] } }) });
  open();
  await userEvent.click(screen.getByRole('link', { name: 'Show in chat' }));
  expect(location.pathname).toBe(`/c/${chat.id}/5`);
  expect(onClose).toHaveBeenCalledOnce();
});

test('sharing hands the file over, or copies the address of its message', async () => {
  serve({ ...links, [media]: () => ({ body: { items: [] } }) });
  const user = userEvent.setup();
  open();
  await user.click(screen.getByRole('button', { name: 'Share' }));
  expect(await screen.findByText('Link to the message copied')).toBeInTheDocument();
  expect(await navigator.clipboard.readText()).toBe(`${location.origin}/c/${chat.id}/5`);

  const share = vi.fn(async (_: ShareData) => {});
  Object.assign(navigator, { canShare: () => true, share });
  const answer = globalThis.fetch;
  vi.stubGlobal('fetch', (address: string, options?: RequestInit) => (address === '/files/here' ? Promise.resolve(new Response('bytes')) : answer(address, options)));
  await user.click(screen.getByRole('button', { name: 'Share' }));
  await waitFor(() => expect(share).toHaveBeenCalledOnce());
  const shared = share.mock.calls[0]![0].files![0]!;
  expect([shared.name, shared.type]).toEqual(['here.png', 'image/png']);
  Object.assign(navigator, { canShare: undefined, share: undefined });
});
