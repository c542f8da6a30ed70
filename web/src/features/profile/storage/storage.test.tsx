import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { signedIn } from '@/shared/session';
import type { FileView, Storage } from '@/shared/types';
import { aChat, holdChats } from '@/test/chats';
import { renderPage } from '@/test/renderPage';
import { problem, serve, signInAnswer } from '@/test/server';
import { planOf } from './plan';
import StoragePage from './StoragePage';

const chat = aChat();
const gone = '0198c2b0-0000-7000-8000-0000000000ff';

const file = (id: string, size = 1_000_000): FileView => ({
  id,
  name: `${id}.bin`,
  size,
  contentType: 'a/b',
  kind: 'document',
  status: 'ready',
  hasThumbnail: false,
  createdAt: '2026-03-01T10:00:00Z',
});
const loose = file('loose', 3_000_000);
const sent = file('sent', 2_000_000);
const photo = file('photo');
const left = file('left');

const storage = (change: Partial<Storage> = {}): Storage => ({
  used: 7_000_000,
  quota: 10_000_000,
  maxSize: 100_000_000,
  items: [loose, sent, photo, left],
  places: [
    { fileId: 'sent', chatId: chat.id, seq: 9 },
    { fileId: 'sent', chatId: chat.id, seq: 4 },
    { fileId: 'left', chatId: gone, seq: 2 },
  ],
  inUse: ['sent', 'photo', 'left'],
  chats: [
    { chatId: chat.id, bytes: 2_000_000, count: 1 },
    { chatId: gone, bytes: 1_000_000, count: 2 },
  ],
  ...change,
});

beforeEach(() => {
  signedIn(signInAnswer);
  holdChats(chat);
  history.replaceState(null, '', '/storage');
});

test('the plan parts what can go from what cannot, and names each message once', () => {
  const uses = {
    places: [...storage().places!, { fileId: 'loose', chatId: chat.id, seq: 9 }],
    inUse: new Set(['sent', 'photo', 'left', 'loose']),
  };
  const plan = planOf([loose, sent, photo, left], uses, (id) => id === chat.id);
  expect(plan).toMatchObject({ files: [loose, sent], bytes: 5_000_000, photos: [photo], left: [left] });
  expect(plan.messages.map(({ seq }) => seq)).toEqual([9, 4]);
});

test('what is used is said in words, and where each file is shown', async () => {
  serve({ 'GET /me/storage': () => ({ body: storage() }) });
  renderPage(<StoragePage />);
  expect(await screen.findByRole('meter', { name: '7 MB of 10 MB used' })).toHaveAttribute('value', '0.7');
  expect(screen.getByText('3 MB free')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Shown in “Hikers”' })).toHaveAttribute('href', `/c/${chat.id}/9`);
  expect(screen.getByRole('checkbox', { name: /sent\.bin/ })).toHaveAccessibleDescription(/and in 1 more message/);
  expect(screen.getByRole('checkbox', { name: /loose\.bin/ })).toHaveAccessibleDescription(/Not shown anywhere/);
  expect(screen.getByRole('checkbox', { name: /photo\.bin/ })).toHaveAccessibleDescription(/as a photo/);
  expect(screen.getByRole('checkbox', { name: /left\.bin/ })).toHaveAccessibleDescription(/no longer in/);
});

test('nearly full is a warning', async () => {
  serve({ 'GET /me/storage': () => ({ body: storage({ used: 9_500_000 }) }) });
  renderPage(<StoragePage />);
  expect(await screen.findByText('Nearly full: 500 kB free')).toBeVisible();
});

test('a shown file goes with its messages after a warning that says so', async () => {
  const calls = serve({
    'GET /me/storage': () => ({ body: storage() }),
    [`DELETE /chats/${chat.id}/messages/9`]: () => ({ status: 204 }),
    [`DELETE /chats/${chat.id}/messages/4`]: () => problem(404, 'not_found', 'Not there.'),
    'DELETE /files/sent': () => problem(404, 'not_found', 'Not there.'),
    'DELETE /files/loose': () => ({ status: 204 }),
  });
  renderPage(<StoragePage />);
  await userEvent.click(await screen.findByRole('checkbox', { name: /sent\.bin/ }));
  await userEvent.click(screen.getByRole('checkbox', { name: /loose\.bin/ }));
  expect(screen.getByText('2 chosen, 5 MB')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));

  const dialog = within(screen.getByRole('dialog', { name: 'Delete 2 files?' }));
  expect(dialog.getByText(/2 of your messages go with this: they are deleted for everyone/)).toBeVisible();
  expect(calls.some(({ method }) => method === 'DELETE')).toBe(false);
  await userEvent.click(dialog.getByRole('button', { name: 'Delete with messages' }));

  expect(await screen.findByText('5 MB freed')).toBeVisible();
  const deleted = calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  expect(deleted).toEqual([`/chats/${chat.id}/messages/9`, `/chats/${chat.id}/messages/4`, '/files/loose', '/files/sent']);
  expect(screen.queryByText(/chosen/)).not.toBeInTheDocument();
  await waitFor(() => expect(calls.filter(({ path }) => path === '/me/storage').length).toBeGreaterThan(1));
});

test('what cannot be deleted is named with the reason, and nothing is tried', async () => {
  const calls = serve({ 'GET /me/storage': () => ({ body: storage() }) });
  renderPage(<StoragePage />);
  await userEvent.click(await screen.findByRole('checkbox', { name: /photo\.bin/ }));
  await userEvent.click(screen.getByRole('checkbox', { name: /left\.bin/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
  const dialog = within(screen.getByRole('dialog', { name: 'These files cannot be deleted' }));
  expect(dialog.getByText('photo.bin')).toBeVisible();
  expect(dialog.getByText('left.bin')).toBeVisible();
  expect(dialog.queryByRole('button', { name: /^Delete/ })).not.toBeInTheDocument();
  expect(calls.every(({ method }) => method === 'GET')).toBe(true);
});

test('a refusal stays in the dialog', async () => {
  serve({
    'GET /me/storage': () => ({ body: storage() }),
    'DELETE /files/loose': () => problem(409, 'file.in_use', 'Something still shows this file.'),
  });
  renderPage(<StoragePage />);
  await userEvent.click(await screen.findByRole('checkbox', { name: /loose\.bin/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Delete a file?' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Delete' }));
  expect(await dialog.findByText('Something still shows this file.')).toBeVisible();
});

test('chats are listed with what they take, and each leads to its files', async () => {
  const calls = serve({ 'GET /me/storage': ({ query }) => ({ body: query.chatId ? storage({ items: [sent], chats: null }) : storage() }) });
  renderPage(<StoragePage />);
  await userEvent.click(await screen.findByRole('tab', { name: 'By chat' }));
  expect(screen.getByRole('button', { name: /A chat you are no longer in/ })).toHaveTextContent('2 files');
  await userEvent.click(screen.getByRole('button', { name: /^Hikers/ }));
  expect(await screen.findByRole('checkbox', { name: /sent\.bin/ })).toBeVisible();
  expect(screen.queryByRole('checkbox', { name: /loose\.bin/ })).not.toBeInTheDocument();
  expect(calls.at(-1)!.query).toEqual({ sort: 'size', chatId: chat.id });
  await userEvent.click(screen.getByRole('button', { name: 'Hikers' }));
  expect(screen.getByRole('button', { name: /A chat you are no longer in/ })).toBeVisible();
});
