import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { queryClient } from '@/shared/queryClient';
import { signedIn } from '@/shared/session';
import { enter, openCache } from '@/shared/sync/cache';
import { tellEntries } from '@/shared/sync/entries';
import type { Entry, FileKind, Media, Message } from '@/shared/types';
import { aChat, ben, holdChats } from '@/test/chats';
import { aFile } from '@/test/files';
import { standInForSizes } from '@/test/layout';
import { renderPage } from '@/test/renderPage';
import { ana, serve, signInAnswer } from '@/test/server';
import GalleryPanel from './GalleryPanel';

vi.mock('@/shared/pictures', () => ({ usePicture: () => null, usePictureOrReason: () => ({ src: null, problem: null }) }));

const chat = aChat({ lastSeq: 5, pos: 5 });
const path = `GET /chats/${chat.id}/media`;
const at = '2026-03-01T10:00:00Z';

const file = (seq: number, part = 'a', kind: FileKind = 'photo') => aFile({ id: `f${seq}${part}`, name: `f${seq}${part}.png`, kind });
const item = (seq: number, part?: string): Media => ({ seq, at, senderId: ana.id, file: file(seq, part) });
const link = (seq: number, text: string): Media => ({ seq, at, senderId: ana.id, text, addresses: [text] });

const message = (seq: number, change: Partial<Message> = {}) =>
  ({ type: 'message', chatId: chat.id, seq, ordinal: seq, cid: `c${seq}`, senderId: ben.id, at, text: '', files: [], reactions: [], ...change }) as Entry;
const deletion = (seq: number, targetSeq: number) =>
  ({ type: 'change', kind: 'delete', chatId: chat.id, seq, targetSeq, actorId: ben.id, data: {}, at }) as Entry;

/** A server whose list grows; what is asked for is noted. */
function grow(list: Media[]) {
  return serve({
    [path]: ({ query }) => {
      const wanted = list.filter((each) => (query.kind === 'link' ? each.addresses : each.file?.kind === query.kind));
      const items = query.order === 'oldest' ? wanted.filter(({ seq }) => seq >= Number(query.from)) : [...wanted].sort((a, b) => b.seq - a.seq);
      return { body: { items } };
    },
  });
}

const arrive = (...entries: Entry[]) => act(() => enter({ chatId: chat.id, entries, source: 'live' }));
const shown = () => screen.queryAllByRole('button', { name: /^Open picture/ }).map((tile) => /f\w+/.exec(tile.getAttribute('aria-label')!)![0]);

beforeEach(() => {
  signedIn(signInAnswer);
  holdChats(chat);
  openCache(ana.id, { entered: tellEntries });
  standInForSizes();
  history.replaceState(null, '', `/c/${chat.id}/media`);
});

test('a photo that comes stands on top, all of its message in their order', async () => {
  const list = [item(2), item(4)];
  const calls = grow(list);
  renderPage(<GalleryPanel chatId={chat.id} />);
  await waitFor(() => expect(shown()).toEqual(['f4a', 'f2a']));

  list.push(item(6, 'a'), item(6, 'b'));
  arrive(message(6, { files: [file(6, 'a'), file(6, 'b')] }));
  await waitFor(() => expect(shown()).toEqual(['f6a', 'f6b', 'f4a', 'f2a']));
  const asked = calls.filter((call) => call.path.endsWith('/media'));
  expect(asked.at(-1)!.query).toEqual({ kind: 'photo', order: 'oldest', from: '6' });

  list.push(item(7));
  arrive(message(7, { files: [file(7)] }));
  await waitFor(() => expect(shown()).toEqual(['f7a', 'f6a', 'f6b', 'f4a', 'f2a']));
});

test('a list with nothing in it begins with the first that comes', async () => {
  const list: Media[] = [];
  grow(list);
  renderPage(<GalleryPanel chatId={chat.id} />);
  expect(await screen.findByText('No photos yet')).toBeVisible();
  list.push(item(6));
  arrive(message(6, { files: [file(6)] }));
  await waitFor(() => expect(shown()).toEqual(['f6a']));
  expect(screen.queryByText('No photos yet')).toBeNull();
});

test('a deleted message takes its files out of the list, also one that has just come', async () => {
  const list = [item(2), item(4)];
  const calls = grow(list);
  renderPage(<GalleryPanel chatId={chat.id} />);
  await waitFor(() => expect(shown()).toEqual(['f4a', 'f2a']));
  arrive(deletion(6, 4));
  await waitFor(() => expect(shown()).toEqual(['f2a']));

  list.push(item(7));
  arrive(message(7, { files: [file(7)] }), deletion(8, 7));
  await waitFor(() => expect(calls.at(-1)!.query.from).toBe('7'));
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(shown()).toEqual(['f2a']);
});

test('words, and what belongs into another tab, ask for nothing', async () => {
  const calls = grow([item(2)]);
  renderPage(<GalleryPanel chatId={chat.id} />);
  await waitFor(() => expect(shown()).toEqual(['f2a']));
  const before = calls.filter((call) => call.path.endsWith('/media')).length;
  arrive(message(6, { text: 'See https://example.org' }), message(7, { files: [file(7, 'a', 'voice')] }));
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(calls.filter((call) => call.path.endsWith('/media'))).toHaveLength(before);
});

test('a link comes with its message, and changes with it', async () => {
  const list = [link(2, 'https://example.org/old')];
  grow(list);
  renderPage(<GalleryPanel chatId={chat.id} />);
  await userEvent.click(screen.getByRole('tab', { name: 'Links' }));
  expect(await screen.findByRole('link', { name: 'example.org/old' })).toBeInTheDocument();
  list.push(link(6, 'https://example.org/new'));
  arrive(message(6, { text: 'https://example.org/new' }));
  expect(await screen.findByRole('link', { name: 'example.org/new' })).toBeInTheDocument();

  list[1] = link(6, 'https://example.org/better');
  arrive({ type: 'change', kind: 'edit', chatId: chat.id, seq: 7, targetSeq: 6, actorId: ben.id, data: { text: 'https://example.org/better' }, at } as Entry);
  expect(await screen.findByRole('link', { name: 'example.org/better' })).toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'example.org/new' })).toBeNull();
});

test('after so much was missed that the chat is read anew, the list is too', async () => {
  const list = [item(2)];
  grow(list);
  renderPage(<GalleryPanel chatId={chat.id} />);
  await waitFor(() => expect(shown()).toEqual(['f2a']));
  list.push(item(900));
  act(() => void queryClient.invalidateQueries({ queryKey: ['media', chat.id] }));
  await waitFor(() => expect(shown()).toEqual(['f900a', 'f2a']));
});

test('other chats are no news', async () => {
  const calls = grow([item(2)]);
  renderPage(<GalleryPanel chatId={chat.id} />);
  await waitFor(() => expect(shown()).toEqual(['f2a']));
  tellEntries('another', [message(6, { files: [file(6)] })]);
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(calls.filter((call) => call.path.endsWith('/media'))).toHaveLength(1);
});
